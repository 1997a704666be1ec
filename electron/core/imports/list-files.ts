import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FailedFile } from '../../contract/index.ts'
import { systemCode, systemReason } from '../system/reason.ts'

/** What a file with one of these endings may hold is decided by its content. */
export const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  '.wav',
  '.wave',
  '.bwf',
  '.rf64',
  '.flac',
  '.mp3',
  '.ogg',
  '.oga',
  '.opus',
  '.m4a',
  '.mp4',
  '.aac'
])

/** A file that may come in. */
export interface FoundFile {
  readonly path: string
  /** Relative to the folder that was chosen, forward slashes. */
  readonly relativePath: string
  /** The same with the name of that folder before it: folders tell labels too. */
  readonly namedPath: string
  readonly sizeBytes: number
  readonly modifiedMs: number
}

export interface FileListing {
  readonly files: FoundFile[]
  passedOver: number
  readonly unreadable: FailedFile[]
}

/** By the file name alone. */
export const isAudioName = (name: string): boolean =>
  !name.startsWith('.') && AUDIO_EXTENSIONS.has(path.extname(name).toLowerCase())

interface Place {
  readonly absolute: string
  readonly relative: string
  readonly named: string
}

const joined = (parent: string, name: string): string => (parent === '' ? name : `${parent}/${name}`)

/** Lists folders (recursively, links followed once) and files; a file that is named itself is always tried. */
export const listFiles = async (
  paths: readonly string[],
  options: { readonly namesRoots: boolean }
): Promise<FileListing> => {
  const listing: FileListing = { files: [], passedOver: 0, unreadable: [] }
  // Device and inode of every folder on the way: a link back up is not followed again.
  const visited = new Set<string>()

  const refuse = (file: string, error: unknown): void => {
    const reason =
      // Node puts this sign where the bytes of a name are no UTF-8; by the name so changed nothing is found.
      file.includes('\uFFFD') && systemCode(error) === 'ENOENT'
        ? 'its name is not valid UTF-8: rename it'
        : systemReason(error)
    listing.unreadable.push({ file, code: 'unreadable', reason })
  }

  const visit = async ({ absolute, relative, named }: Place, isChosen: boolean): Promise<void> => {
    const facts = await stat(absolute).catch((error: unknown) => refuse(relative, error))
    if (!facts) return
    const name = path.basename(absolute)
    if (facts.isDirectory()) {
      await visitFolder({ absolute, relative: isChosen && paths.length === 1 ? '' : relative, named }, facts)
    } else if (facts.isFile() && (isChosen || isAudioName(name))) {
      listing.files.push({
        path: absolute,
        relativePath: relative,
        namedPath: named,
        sizeBytes: facts.size,
        modifiedMs: facts.mtimeMs
      })
    } else listing.passedOver += 1
  }

  const visitFolder = async (place: Place, facts: { dev: number; ino: number }): Promise<void> => {
    const key = `${facts.dev}:${facts.ino}`
    // Some file systems have no inodes; there the path has to do.
    const mark = facts.ino === 0 ? place.absolute : key
    if (visited.has(mark)) return
    visited.add(mark)
    const entries = await readdir(place.absolute, { withFileTypes: true }).catch((error: unknown) =>
      refuse(place.relative === '' ? path.basename(place.absolute) : place.relative, error)
    )
    if (!entries) return
    const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    for (const { name } of sorted) {
      if (name.startsWith('.')) {
        listing.passedOver += 1
        continue
      }
      await visit(
        {
          absolute: path.join(place.absolute, name),
          relative: joined(place.relative, name),
          named: joined(place.named, name)
        },
        false
      )
    }
  }

  for (const chosen of paths) {
    const absolute = path.resolve(chosen)
    const name = path.basename(absolute)
    const parent = options.namesRoots ? path.basename(path.dirname(absolute)) : ''
    const isFolder = (await stat(absolute).catch(() => undefined))?.isDirectory() ?? false
    const named = options.namesRoots ? (isFolder ? name : joined(parent, name)) : ''
    await visit({ absolute, relative: name, named }, true)
  }
  return listing
}
