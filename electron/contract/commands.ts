/**
 * Commands of the application menu that the interface carries out: one table for the menu, for the keys in the
 * browser and for the list of keys.
 */
export interface Command {
  readonly label: string
  /** Electron's notation; CmdOrCtrl is Command on macOS and Control elsewhere. */
  readonly accelerator?: string
  /** True where browsers leave the accelerator to the page. */
  readonly isFreeInBrowser?: boolean
}

export const COMMANDS = {
  'new-machine': { label: 'New Machine …', accelerator: 'CmdOrCtrl+N' },
  'import-files': { label: 'Import Files …', accelerator: 'CmdOrCtrl+O', isFreeInBrowser: true },
  'import-folder': { label: 'Import Folder …', accelerator: 'CmdOrCtrl+Shift+O' },
  'export-machine': { label: 'Export Machine …', accelerator: 'CmdOrCtrl+E', isFreeInBrowser: true },
  'import-machine': { label: 'Import Machine …', accelerator: 'CmdOrCtrl+Shift+E', isFreeInBrowser: true },
  settings: { label: 'Settings', accelerator: 'CmdOrCtrl+,', isFreeInBrowser: true },
  search: { label: 'Find', accelerator: 'CmdOrCtrl+F' },
  overview: { label: 'Overview', accelerator: 'CmdOrCtrl+Shift+H', isFreeInBrowser: true },
  'tab-recordings': { label: 'Recordings', accelerator: 'CmdOrCtrl+1' },
  'tab-model': { label: 'Model', accelerator: 'CmdOrCtrl+2' },
  'tab-findings': { label: 'Findings', accelerator: 'CmdOrCtrl+3' },
  'tab-trend': { label: 'Trend', accelerator: 'CmdOrCtrl+4' },
  'tab-report': { label: 'Report', accelerator: 'CmdOrCtrl+5' },
  'tab-settings': { label: 'Machine Settings', accelerator: 'CmdOrCtrl+6' },
  'toggle-rail': { label: 'Names in the Left Rail', accelerator: 'CmdOrCtrl+B', isFreeInBrowser: true },
  'theme-system': { label: 'Like the System' },
  'theme-light': { label: 'Light' },
  'theme-dark': { label: 'Dark' },
  fit: { label: 'Fit', accelerator: 'CmdOrCtrl+Shift+F', isFreeInBrowser: true },
  record: { label: 'Record', accelerator: 'CmdOrCtrl+R' },
  'next-finding': { label: 'Next Finding', accelerator: 'F8', isFreeInBrowser: true },
  keys: { label: 'Keys', accelerator: 'CmdOrCtrl+/', isFreeInBrowser: true },
  documentation: { label: 'Documentation', accelerator: 'F1', isFreeInBrowser: true },
  licences: { label: 'Licences' },
  doctor: { label: 'Measure the Engine' }
} as const satisfies Readonly<Record<string, Command>>

export type CommandId = keyof typeof COMMANDS
export const COMMAND_IDS = Object.keys(COMMANDS) as [CommandId, ...CommandId[]]

/** What the interface tells of a command: its words, its accelerator, whether a browser leaves it to the page. */
export const commandOf = (id: CommandId): Command => COMMANDS[id]
