import { readName } from '../../../audio/names/read-name.ts'
import type { AppError } from '../../../contract/errors.ts'
import { lineError } from '../read-csv.ts'
import type { CsvRow } from '../read-csv.ts'
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

/** Of what a broken table calls a name. */
const LONGEST_QUOTE = 100
const NO_ATTRIBUTE = /^no_?attributes?$/i
const HEADER = /^file_?name$/i
const NOT_TEXT = /[\0\uFFFD]/

/** Pairs of name and value of a line; a name may have an empty value, which says nothing. */
const pairsOf = (cells: readonly string[], refuse: (reason: string) => AppError): Record<string, string> => {
  const pairs: Record<string, string> = {}
  for (let at = 0; at < cells.length; at += 2) {
    const [key = '', value] = [cells[at], cells[at + 1]]
    if (NO_ATTRIBUTE.test(key)) continue
    if (key === '' && value !== undefined && value !== '') throw refuse(`"${value}" is the value of no name`)
    if (key !== '' && value === undefined) throw refuse(`"${key}" has no value`)
    if (key !== '' && value !== undefined && value !== '') pairs[key] = value
  }
  return pairs
}

/**
 * Attributes of `attributes_00.csv`: a header `file_name,d1p,d1v,d2p,d2v…`, then a file and pairs of name and
 * value. File names stand with or without folders; table and files are paths below the data set's folder.
 * @throws AppError unreadable: with the table's name and the line
 */
export const readAttributeRows = (
  table: string,
  rows: readonly CsvRow[],
  files: readonly string[]
): Map<string, Record<string, string>> => {
  const folder = table.slice(0, table.lastIndexOf('/') + 1)
  const own = new Map(
    files.filter(file => file.startsWith(folder)).map(file => [file.slice(file.lastIndexOf('/') + 1), file])
  )
  const found = new Map<string, Record<string, string>>()
  const lineOf = new Map<string, number>()
  if (rows.length === 0) throw lineError(table, 1, 'it is empty')
  for (const [index, { cells: all, line }] of rows.entries()) {
    const refuse = (reason: string): AppError => lineError(table, line, reason)
    const [path = '', ...cells] = all
    if (all.some(cell => NOT_TEXT.test(cell))) throw refuse('it is not text')
    if (index === 0 && HEADER.test(path)) continue
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    const file = own.get(name) ?? own.get(`${name}.wav`)
    if (file === undefined) throw refuse(`there is no recording "${name.slice(0, LONGEST_QUOTE)}"`)
    const before = lineOf.get(file)
    if (before !== undefined) throw refuse(`"${name}" stands in line ${before} already`)
    lineOf.set(file, line)
    found.set(file, pairsOf(cells, refuse))
  }
  return found
}
