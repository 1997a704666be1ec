import { app, Menu, type MenuItem } from 'electron'
import { COMMAND_IDS } from '../../contract/commands.ts'
import { menuTemplate, type MenuActions, type MenuState } from './menu-template.ts'

/** The application menu, kept in step with what is on the screen. */
export interface AppMenu {
  show(changes: Partial<Omit<MenuState, 'isMac' | 'isPackaged'>>): void
}

const setEnabled = (item: MenuItem | null | undefined, isEnabled: boolean): void => {
  if (item) item.enabled = isEnabled
}

/** Makes the menu and sets it; `first` is what it begins with. */
export const createAppMenu = (
  first: Omit<MenuState, 'isMac' | 'isPackaged'>,
  actions: MenuActions
): AppMenu => {
  let state: MenuState = { ...first, isMac: process.platform === 'darwin', isPackaged: app.isPackaged }
  const build = (): void => Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions)))
  /** What a rebuilt menu is for; all else changes in place, so that an open menu stays open. */
  const shape = (): string => JSON.stringify([state.recentMachines, state.theme, state.hasUpdates])
  build()
  return {
    show: changes => {
      const before = shape()
      state = { ...state, ...changes }
      if (shape() !== before) {
        build()
        return
      }
      const menu = Menu.getApplicationMenu()
      for (const id of COMMAND_IDS) setEnabled(menu?.getMenuItemById(id), state.shown.commands.includes(id))
      const rail = menu?.getMenuItemById('toggle-rail')
      if (rail) rail.checked = state.shown.isRailOpen
    }
  }
}
