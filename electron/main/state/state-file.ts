import { readFileSync } from 'node:fs'
import { replaceFile } from '../../files/replace-file.ts'
import type { Log } from '../log.ts'
import { desktopStateSchema, EMPTY_STATE, type DesktopState } from './desktop-state.ts'

export interface StateFile {
  get(): DesktopState
  /** Replaces whole sections and writes the file. */
  update(changes: Partial<DesktopState>): void
}

const read = (file: string, log: Log): DesktopState => {
  try {
    return desktopStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const isFirstStart = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!isFirstStart) log('warn', 'what the desktop remembered cannot be read; it begins anew', error)
    return EMPTY_STATE
  }
}

/**
 * The remembered state of the desktop, in one small file that is replaced as a whole. A file that cannot be read
 * or written costs a line in the log, never the start or the work.
 */
export const openStateFile = (file: string, log: Log): StateFile => {
  let state = read(file, log)
  return {
    get: () => state,
    update: changes => {
      const next = { ...state, ...changes }
      if (JSON.stringify(next) === JSON.stringify(state)) return
      state = next
      try {
        replaceFile(file, `${JSON.stringify(state, null, 2)}\n`)
      } catch (error) {
        log('warn', 'the state of the desktop could not be written', error)
      }
    }
  }
}
