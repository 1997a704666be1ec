import { expect } from 'vitest'
import type { Scene } from './scene.ts'

export interface MenuItemState {
  readonly isEnabled: boolean
  readonly isChecked: boolean
}

/** An item of the application menu as it is now. */
export const menuItem = ({ app }: Scene, id: string): Promise<MenuItemState> =>
  app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    if (!item) throw new Error(`There is no item ${wanted}`)
    return { isEnabled: item.enabled, isChecked: item.checked }
  }, id)

/** Chooses an item of the application menu, once it can be chosen. */
export const chooseItem = async (scene: Scene, id: string): Promise<void> => {
  await expect.poll(async () => (await menuItem(scene, id)).isEnabled, { timeout: 20_000 }).toBe(true)
  await scene.app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click()
  }, id)
}

/** Labels of a submenu. */
export const submenu = ({ app }: Scene, id: string): Promise<string[]> =>
  app.evaluate(
    ({ Menu }, wanted) =>
      (Menu.getApplicationMenu()?.getMenuItemById(wanted)?.submenu?.items ?? [])
        .map(item => item.label)
        .filter(label => label !== ''),
    id
  )
