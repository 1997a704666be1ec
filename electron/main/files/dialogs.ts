import { stat } from 'node:fs/promises'
import path from 'node:path'
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { DesktopOutput, DesktopParsedInput } from '../../contract/desktop.ts'
import type { StateFile } from '../state/state-file.ts'
import { filtersFor, MACHINE_FILTER } from './audio-filter.ts'

const PROPERTIES: Readonly<
  Record<DesktopParsedInput<'desktop.choose'>['what'], NonNullable<OpenDialogOptions['properties']>>
> = {
  files: ['openFile', 'multiSelections'],
  folder: ['openDirectory', 'multiSelections'],
  'machine-file': ['openFile']
}

const isFolder = (place: string): Promise<boolean> =>
  stat(place).then(
    facts => facts.isDirectory(),
    () => false
  )

/** The dialogs of the system; each opens where the last one of its kind was left. */
export interface Dialogs {
  choose(input: DesktopParsedInput<'desktop.choose'>): Promise<DesktopOutput<'desktop.choose'>>
  chooseTarget(
    input: DesktopParsedInput<'desktop.chooseTarget'>
  ): Promise<DesktopOutput<'desktop.chooseTarget'>>
  /** Where to save a file of this name; null when the person cancels. */
  saveAs(fileName: string): Promise<string | null>
}

/** Dialogs over a window, which wait for no other work of the main process. */
export const createDialogs = (window: () => BrowserWindow | null, state: StateFile): Dialogs => {
  /** A folder of last time, unless it is gone (a stick that was pulled out). */
  const startFolder = async (kind: 'open' | 'save'): Promise<string | null> => {
    const folder = state.get().folders[kind]
    return folder !== null && (await isFolder(folder)) ? folder : null
  }
  const remember = (kind: 'open' | 'save', folder: string): void =>
    state.update({ folders: { ...state.get().folders, [kind]: folder } })

  const save = async (
    fileName: string,
    filters: OpenDialogOptions['filters'] = []
  ): Promise<string | null> => {
    const folder = await startFolder('save')
    const options = { defaultPath: folder === null ? fileName : path.join(folder, fileName), filters }
    const parent = window()
    const { canceled, filePath } =
      parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options)
    if (canceled || filePath === undefined || filePath === '') return null
    remember('save', path.dirname(filePath))
    return filePath
  }

  return {
    choose: async ({ what }) => {
      const folder = await startFolder('open')
      const options: OpenDialogOptions = {
        properties: PROPERTIES[what],
        filters: filtersFor(what),
        ...(folder === null ? {} : { defaultPath: folder })
      }
      const parent = window()
      const { canceled, filePaths } =
        parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options)
      const [first] = filePaths
      if (canceled || first === undefined) return { paths: [] }
      // The parent of a chosen folder too: its neighbours are what one chooses next.
      remember('open', path.dirname(first))
      return { paths: filePaths }
    },
    chooseTarget: async ({ fileName }) => ({ path: await save(path.basename(fileName), [MACHINE_FILTER]) }),
    saveAs: fileName => save(path.basename(fileName))
  }
}
