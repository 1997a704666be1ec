import type { FileFilter } from 'electron'
import type { DesktopParsedInput } from '../../contract/desktop.ts'
import { FILE_EXTENSION } from '../../contract/exchange.ts'
import { AUDIO_EXTENSIONS } from '../../core/imports/list-files.ts'

export const MACHINE_FILTER: FileFilter = { name: 'Earshot machine', extensions: [FILE_EXTENSION.slice(1)] }

/** What a dialog shows at first; the content decides what a file is, so all files can be shown too. */
export const filtersFor = (what: DesktopParsedInput<'desktop.choose'>['what']): FileFilter[] => {
  if (what === 'machine-file') return [MACHINE_FILTER]
  if (what === 'folder') return []
  return [
    { name: 'Recordings', extensions: [...AUDIO_EXTENSIONS].map(extension => extension.slice(1)) },
    { name: 'All files', extensions: ['*'] }
  ]
}
