import type { MenuItemConstructorOptions } from 'electron'
import { commandOf, type CommandId } from '../../contract/commands.ts'
import type { Shown } from '../../contract/desktop.ts'
import type { Settings } from '../../contract/system.ts'
import type { DesktopState } from '../state/desktop-state.ts'

type Item = MenuItemConstructorOptions

export interface MenuState {
  readonly shown: Shown
  readonly recentMachines: DesktopState['recentMachines']
  readonly theme: Settings['theme']
  readonly isMac: boolean
  readonly isPackaged: boolean
  /** True where a feed of updates is configured. */
  readonly hasUpdates: boolean
}

export interface MenuActions {
  run(command: CommandId): void
  openMachine(machineId: string): void
  clearRecentMachines(): void
  openDataFolder(): void
  zoom(step: 'in' | 'out' | 'reset'): void
  showAbout(): void
  checkForUpdates(): void
}

const SEPARATOR: Item = { type: 'separator' }
const TABS = [
  'tab-recordings',
  'tab-model',
  'tab-findings',
  'tab-trend',
  'tab-report',
  'tab-settings'
] as const

/** What a page offers that has not said anything yet: nothing. */
export const NOTHING_SHOWN: Shown = { machine: null, commands: [], isRailOpen: true, isRecording: false }

/** The application menu for a platform and for what is on the screen. */
export const menuTemplate = (state: MenuState, actions: MenuActions): Item[] => {
  const { shown, isMac, isPackaged } = state
  const offered = new Set<CommandId>(shown.commands)

  const command = (id: CommandId, more: Partial<Item> = {}): Item => {
    const { label, accelerator } = commandOf(id)
    return {
      id,
      label,
      ...(accelerator === undefined ? {} : { accelerator }),
      enabled: offered.has(id),
      click: () => actions.run(id),
      ...more
    }
  }
  const theme = (value: Settings['theme']): Item =>
    command(`theme-${value}`, { type: 'radio', checked: state.theme === value })

  const recent: Item = {
    id: 'recent-machines',
    label: 'Recent Machines',
    enabled: state.recentMachines.length > 0,
    submenu: [
      ...state.recentMachines.map(({ id, name }) => ({
        // An ampersand would mark a letter of the menu.
        label: name.replaceAll('&', '&&'),
        click: () => actions.openMachine(id)
      })),
      SEPARATOR,
      { label: 'Clear This List', click: actions.clearRecentMachines }
    ]
  }
  const about: Item = { id: 'about', label: 'About Earshot', click: actions.showAbout }
  const updates: Item[] = state.hasUpdates
    ? [{ id: 'updates', label: 'Look for Updates …', click: actions.checkForUpdates }]
    : []

  const application: Item = {
    label: 'Earshot',
    submenu: [
      about,
      ...updates,
      SEPARATOR,
      command('settings'),
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      { role: 'quit' }
    ]
  }
  const file: Item = {
    label: '&File',
    submenu: [
      command('new-machine'),
      recent,
      SEPARATOR,
      command('import-files'),
      command('import-folder'),
      SEPARATOR,
      command('export-machine'),
      command('import-machine'),
      SEPARATOR,
      { id: 'open-data-folder', label: 'Open Data Folder', click: actions.openDataFolder },
      SEPARATOR,
      ...(isMac ? [{ role: 'close' } as const] : [command('settings'), SEPARATOR, { role: 'quit' } as const])
    ]
  }
  const edit: Item = {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      SEPARATOR,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      SEPARATOR,
      command('search')
    ]
  }
  const view: Item = {
    label: '&View',
    submenu: [
      command('overview'),
      ...TABS.map(id => command(id)),
      SEPARATOR,
      command('toggle-rail', { type: 'checkbox', checked: shown.isRailOpen }),
      { label: 'Theme', submenu: [theme('system'), theme('light'), theme('dark')] },
      SEPARATOR,
      {
        id: 'zoom-in',
        label: 'Larger',
        accelerator: 'CmdOrCtrl+Plus',
        click: () => actions.zoom('in')
      },
      {
        id: 'zoom-out',
        label: 'Smaller',
        accelerator: 'CmdOrCtrl+-',
        click: () => actions.zoom('out')
      },
      {
        id: 'zoom-reset',
        label: 'Actual Size',
        accelerator: 'CmdOrCtrl+0',
        click: () => actions.zoom('reset')
      },
      SEPARATOR,
      { role: 'togglefullscreen' },
      ...(isPackaged ? [] : [SEPARATOR, { role: 'toggleDevTools' } as const])
    ]
  }
  const machine: Item = {
    label: '&Machine',
    submenu: [command('fit'), command('record'), SEPARATOR, command('next-finding')]
  }
  const help: Item = {
    label: '&Help',
    role: 'help',
    submenu: [
      command('documentation'),
      command('keys'),
      SEPARATOR,
      command('doctor'),
      command('licences'),
      ...(isMac ? [] : [...updates, SEPARATOR, about])
    ]
  }
  return isMac
    ? [application, file, edit, view, machine, { role: 'windowMenu' }, help]
    : [file, edit, view, machine, help]
}
