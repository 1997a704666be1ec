import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'
import { besideOf } from './temporary.ts'

/** What is behind a link stays behind it; a file that is not there yet is its own place. */
const placeOf = (file: string): { readonly place: string; readonly mode: number | null } => {
  const isThere = statSync(file, { throwIfNoEntry: false }) !== undefined
  const place = isThere ? realpathSync(file) : path.resolve(file)
  return { place, mode: isThere ? statSync(place).mode & 0o7777 : null }
}

/**
 * Writes a file beside its place and renames it: it is there whole, or what was there before is untouched. Folders on
 * the way are made; the rights of a file that is replaced stay. @throws what the system says
 */
export const replaceFile = (file: string, content: string | Uint8Array): void => {
  const { place, mode } = placeOf(file)
  const temporary = besideOf(place)
  try {
    mkdirSync(path.dirname(place), { recursive: true })
    const handle = openSync(temporary, 'wx')
    try {
      // A disk that fills up takes the first part of a write without an error: this goes on until all is taken.
      writeFileSync(handle, typeof content === 'string' ? Buffer.from(content) : content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    if (mode !== null) chmodSync(temporary, mode)
    renameSync(temporary, place)
  } catch (error) {
    removeRest(temporary)
    throw error
  }
}

const removeRest = (temporary: string): void => {
  try {
    rmSync(temporary, { force: true })
  } catch {
    // Where even this fails the first error says more.
  }
}
