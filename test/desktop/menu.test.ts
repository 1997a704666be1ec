import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMachine } from '../e2e/pages/app.ts'
import { noiseMachine } from './support/calls.ts'
import { chooseItem, menuItem, submenu } from './support/menu.ts'
import { openScene, type Scene } from './support/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const place = (): string => scene.page.url().replace(/^[^#]*#/u, '')
const isEnabled = async (id: string): Promise<boolean> => (await menuItem(scene, id)).isEnabled

describe('the application menu', () => {
  it('offers on the overview what can be done there, and nothing of a machine', async () => {
    await expect.poll(() => isEnabled('new-machine')).toBe(true)
    for (const id of ['fit', 'record', 'next-finding', 'import-files', 'export-machine', 'tab-model'])
      expect(await isEnabled(id)).toBe(false)
  })

  it('makes a machine, goes through its pages and carries the machine in the title', async () => {
    const { page } = scene
    await chooseItem(scene, 'new-machine')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Fan 3')
    await dialog.getByTestId('create-machine').click()
    await page.getByRole('heading', { name: 'Fan 3' }).waitFor()
    for (const tab of ['model', 'findings', 'trend', 'report', 'recordings']) {
      await chooseItem(scene, `tab-${tab}`)
      await expect.poll(place).toMatch(new RegExp(`/machines/[^/]+/${tab}`, 'u'))
    }
    const title = (): Promise<string | undefined> =>
      scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
    await expect.poll(title).toBe('Fan 3 – Earshot')
    await chooseItem(scene, 'overview')
    await expect.poll(title).toBe('Earshot')
  })

  it('rests while a dialog is open, all but the application itself', async () => {
    const { page } = scene
    await chooseItem(scene, 'keys')
    await page.getByRole('dialog').waitFor()
    await expect.poll(() => isEnabled('new-machine')).toBe(false)
    expect(await isEnabled('zoom-in')).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => isEnabled('new-machine')).toBe(true)
  })

  it('changes the theme of page and system dialogs, and marks it', async () => {
    const source = (): Promise<string> => scene.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
    await chooseItem(scene, 'theme-dark')
    await expect.poll(() => scene.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    await expect.poll(source).toBe('dark')
    expect((await menuItem(scene, 'theme-dark')).isChecked).toBe(true)
    await chooseItem(scene, 'theme-light')
    await expect.poll(source).toBe('light')
  })

  it('folds the left rail and shows whether it is folded', async () => {
    await chooseItem(scene, 'toggle-rail')
    await scene.page.locator('nav.rail.collapsed').waitFor()
    await expect.poll(async () => (await menuItem(scene, 'toggle-rail')).isChecked).toBe(false)
    await chooseItem(scene, 'toggle-rail')
    await scene.page.locator('nav.rail:not(.collapsed)').waitFor()
  })

  it('shows the documents, the licences and the keys', async () => {
    const { page } = scene
    await chooseItem(scene, 'documentation')
    await page.getByTestId('document').getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Security' }).click()
    await page.getByRole('heading', { name: 'Security of the desktop application' }).waitFor()
    await chooseItem(scene, 'licences')
    expect(await page.getByTestId('licences').innerText()).toContain('Apache License')
    await chooseItem(scene, 'keys')
    expect(await page.getByRole('dialog').innerText()).toMatch(/Ctrl\s+Shift\s+F\s+Fit/)
    await page.keyboard.press('Escape')
  })

  it('says which Earshot this is', async () => {
    await scene.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = (...parts: unknown[]) => {
        Object.assign(globalThis, { about: parts.at(-1) })
        return Promise.resolve({ response: 0, checkboxChecked: false })
      }
    })
    await chooseItem(scene, 'about')
    const about = await scene.app.evaluate(
      () => (globalThis as unknown as { about: { message: string; detail: string } }).about
    )
    expect(about.message).toMatch(/^Earshot \d+\.\d+\.\d+$/)
    expect(about.detail).toContain(`Data folder: ${scene.dataDir}`)
  })

  it('fits the machine on the screen from any of its pages', async () => {
    const { page } = scene
    const { machineId } = await noiseMachine(page, `${scene.dataDir}/noise`, { name: 'Pump', count: 6 })
    await page.evaluate(id => {
      location.hash = `/machines/${id}/trend`
    }, machineId)
    await chooseItem(scene, 'fit')
    await expect.poll(place).toBe(`/machines/${machineId}/model`)
    await page.getByText('Learned from 6').first().waitFor({ timeout: 60_000 })
  })

  it('remembers the machines that were shown, newest first, by their present names', async () => {
    const { page } = scene
    await chooseItem(scene, 'overview')
    await createMachine(page, 'Saw & Drill')
    await expect
      .poll(() => submenu(scene, 'recent-machines'))
      .toEqual(['Saw && Drill', 'Pump', 'Fan 3', 'Clear This List'])
    const fan = page.getByRole('link', { name: 'Fan 3' }).first()
    const machineId = /machines\/([^/]+)/u.exec((await fan.getAttribute('href')) ?? '')?.[1] ?? ''
    await page.evaluate(
      ([id]) =>
        window.earshot.call('machines.update', JSON.stringify({ machineId: id, fields: { name: 'Fan 4' } })),
      [machineId] as const
    )
    await expect.poll(async () => (await submenu(scene, 'recent-machines'))[2]).toBe('Fan 4')
    await page.evaluate(([id]) => window.earshot.call('machines.remove', JSON.stringify({ machineId: id })), [
      machineId
    ] as const)
    await expect
      .poll(() => submenu(scene, 'recent-machines'))
      .toEqual(['Saw && Drill', 'Pump', 'Clear This List'])
  })
})
