import { readName } from '../../../audio/names/read-name.ts'
import type { Entry, SplitFolder } from './types.ts'

const AUDIO = /\.(wav|flac)$/i
const FOLDERS: ReadonlySet<string> = new Set<SplitFolder>([
  'train',
  'test',
  'source_test',
  'target_test',
  'test_rename',
  'supplemental'
])
const SECTION = /(?:section|id)_(\d{2})(?!\d)/i

const isSplitFolder = (folder: string | undefined): folder is SplitFolder =>
  folder !== undefined && FOLDERS.has(folder)

/** Attributes by the path of the file below the data set's folder. */
export type AttributeTable = ReadonlyMap<string, Readonly<Record<string, string>>>

/**
 * The audio files in `<machine>/<split>/`, and how many others there are. `rootName` names the machine where the
 * folder of the data set is itself a machine's.
 */
export const readEntries = (
  files: readonly string[],
  attributes: AttributeTable,
  rootName: string
): { entries: Entry[]; strangers: string[] } => {
  const entries: Entry[] = []
  const strangers: string[] = []
  for (const file of files) {
    if (!AUDIO.test(file)) continue
    const parts = file.split('/')
    const folder = parts.at(-2)
    const name = parts.at(-1) ?? ''
    const facts = readName(`${folder ?? ''}/${name}`)
    const section = facts.section ?? SECTION.exec(name)?.[1]
    if (!isSplitFolder(folder) || section === undefined) {
      strangers.push(file)
      continue
    }
    const known = facts.layout === 'folder' || facts.layout === 'none' ? undefined : facts
    entries.push({
      file,
      machine: parts.at(-3) ?? rootName,
      folder,
      name,
      section,
      domain: known?.domain ?? null,
      label: known?.label ?? null,
      attributes: { ...known?.attributes, ...attributes.get(file) }
    })
  }
  return { entries, strangers }
}

/**
 * Attributes of `attributes_00.csv`: a header `file_name,d1p,d1v,d2p,d2v…`, then a file and pairs of name and
 * value. File names stand with or without folders; `folder` is the table's own, below the data set's.
 */
export const readAttributeRows = (
  rows: readonly (readonly string[])[],
  folder: string,
  files: readonly string[]
): Map<string, Record<string, string>> => {
  const own = new Map(
    files.filter(file => file.startsWith(folder)).map(file => [file.slice(file.lastIndexOf('/') + 1), file])
  )
  const table = new Map<string, Record<string, string>>()
  for (const [path = '', ...cells] of rows) {
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    const file = own.get(name) ?? own.get(`${name}.wav`)
    if (file === undefined) continue
    const pairs = Array.from({ length: cells.length >> 1 }, (_, index) => [
      cells[2 * index],
      cells[2 * index + 1]
    ])
    const known = pairs.filter(
      ([key = '', value = '']) => key !== '' && value !== '' && !/^no_?attributes?$/i.test(key)
    )
    table.set(file, Object.fromEntries(known) as Record<string, string>)
  }
  return table
}
