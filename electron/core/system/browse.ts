import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { AppError, type Output } from '../../contract/index.ts'
import { isAudioName } from '../imports/list-files.ts'
import { systemReason } from './reason.ts'

/** Folders and the number of audio files of a folder of this computer. @throws AppError unreadable */
export const browse = async (chosen: string | undefined): Promise<Output<'system.browse'>> => {
  const folder = path.resolve(chosen === undefined || chosen === '' ? homedir() : chosen)
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('unreadable', `${folder}: ${systemReason(cause)}`, { path: folder }, { cause })
  })
  const parent = path.dirname(folder)
  const folders: { name: string; path: string }[] = []
  let audioFiles = 0
  for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    if (entry.name.startsWith('.')) continue
    const absolute = path.join(folder, entry.name)
    // A link that leads nowhere is neither a folder nor a file to offer.
    const facts = entry.isSymbolicLink() ? await stat(absolute).catch(() => undefined) : entry
    if (facts?.isDirectory()) folders.push({ name: entry.name, path: absolute })
    else if (facts?.isFile() && isAudioName(entry.name)) audioFiles += 1
  }
  return { path: folder, parent: parent === folder ? null : parent, folders, audioFiles }
}
