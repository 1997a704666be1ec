import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { COMMAND_IDS } from '../../../../electron/contract/commands.ts'
import {
  menuTemplate,
  NOTHING_SHOWN,
  type MenuActions,
  type MenuState
} from '../../../../electron/main/menu/menu-template.ts'

const STATE: MenuState = {
  shown: NOTHING_SHOWN,
  recentMachines: [],
  theme: 'system',
  isMac: false,
  isPackaged: true,
  hasUpdates: false
}

const recorder = (): { told: string[]; actions: MenuActions } => {
  const told: string[] = []
  const actions: MenuActions = {
    run: id => told.push(`run ${id}`),
    openMachine: id => told.push(`open ${id}`),
    clearRecentMachines: () => told.push('clear'),
    openDataFolder: () => told.push('folder'),
    zoom: step => told.push(`zoom ${step}`),
    showAbout: () => told.push('about'),
    checkForUpdates: () => told.push('updates')
  }
  return { told, actions }
}

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
const items = (
  changes: Partial<MenuState> = {},
  actions = recorder().actions
): MenuItemConstructorOptions[] => flat(menuTemplate({ ...STATE, ...changes }, actions))
const item = (id: string, changes: Partial<MenuState> = {}): MenuItemConstructorOptions | undefined =>
  items(changes).find(candidate => candidate.id === id)
const click = (found: MenuItemConstructorOptions | undefined): void =>
  (found?.click as (() => void) | undefined)?.()

describe('the menu', () => {
  it.each([false, true])('has every command of the interface once (macOS: %s)', isMac => {
    const ids = items({ isMac }).map(({ id }) => id)
    for (const id of COMMAND_IDS) expect(ids.filter(other => other === id)).toHaveLength(1)
  })

  it('gives no accelerator twice', () => {
    const accelerators = items().flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(accelerators).size).toBe(accelerators.length)
  })

  it('offers what the page on the screen offers, and nothing else of the interface', () => {
    const shown = { ...NOTHING_SHOWN, commands: ['fit', 'new-machine'] as const }
    const enabled = items({ shown: { ...shown, commands: [...shown.commands] } })
      .filter(({ id, enabled: isEnabled }) => COMMAND_IDS.some(known => known === id) && isEnabled === true)
      .map(({ id }) => id)
    expect(enabled.sort()).toEqual(['fit', 'new-machine'])
  })

  it('keeps quitting, zoom and the data folder when the page offers nothing', () => {
    expect(items().some(({ role }) => role === 'quit')).toBe(true)
    for (const id of ['zoom-in', 'zoom-out', 'zoom-reset', 'open-data-folder'])
      expect(item(id)?.enabled ?? true).toBe(true)
  })

  it('marks the theme of the settings and the left rail as it is', () => {
    expect(item('theme-dark', { theme: 'dark' })?.checked).toBe(true)
    expect(item('theme-system', { theme: 'dark' })?.checked).toBe(false)
    expect(item('toggle-rail', { shown: { ...NOTHING_SHOWN, isRailOpen: false } })?.checked).toBe(false)
  })

  it('has the developer tools outside packages only', () => {
    expect(items({ isPackaged: true }).some(({ role }) => role === 'toggleDevTools')).toBe(false)
    expect(items({ isPackaged: false }).some(({ role }) => role === 'toggleDevTools')).toBe(true)
  })

  it('speaks of updates only where a feed is configured', () => {
    expect(item('updates')).toBeUndefined()
    expect(item('updates', { hasUpdates: true })).toBeDefined()
  })

  it('opens recent machines by name, an ampersand in it as such', () => {
    const { told, actions } = recorder()
    const all = items({ recentMachines: [{ id: 'm1', name: 'Fan & Motor' }] }, actions)
    click(all.find(({ label }) => label === 'Fan && Motor'))
    expect(told).toEqual(['open m1'])
    expect(item('recent-machines')?.enabled).toBe(false)
  })

  it('carries out each item by its action', () => {
    const { told, actions } = recorder()
    const all = items({ hasUpdates: true }, actions)
    for (const id of ['fit', 'open-data-folder', 'zoom-in', 'about', 'updates'])
      click(all.find(candidate => candidate.id === id))
    expect(told).toEqual(['run fit', 'folder', 'zoom in', 'about', 'updates'])
  })
})
