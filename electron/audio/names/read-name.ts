import { clockOnDay, dateInName, timeInName } from './date-in-name.ts'
import { parseDcaseName } from './dcase-name.ts'
import { labelOfName } from './label-words.ts'
import type { NameFacts } from './types.ts'

const SPLIT_FOLDER = /^(?:(source|target)[ _-]?)?(?:(train|training|test|testing)(?:[ _-]?data)?|domain)?$/i
const ID_FOLDER = /^(?:id|section)[ _-](\d{2})$/i
// Folders that say nothing of the machine.
const PLAIN_FOLDER =
  /^(?:wavs?|audio|sounds?|recordings?|raw|data|(?:dev|eval)_data|supplemental|flac|aufnahmen|\.+)$/i
const EXTENSION = /\.(?=[^.]*[a-z])[a-z0-9]{1,5}$/i

interface FolderFacts {
  readonly label?: NonNullable<NameFacts['label']>
  readonly domain?: NonNullable<NameFacts['domain']>
  readonly split?: NonNullable<NameFacts['split']>
  readonly section?: string
}

const readFolder = (folder: string): FolderFacts => {
  const [, domain, split] = SPLIT_FOLDER.exec(folder) ?? []
  const section = ID_FOLDER.exec(folder)?.[1]
  const label = labelOfName(folder)
  return {
    ...(label ? { label } : {}),
    ...(domain ? { domain: domain.toLowerCase() === 'source' ? 'source' : 'target' } : {}),
    ...(split ? { split: split.toLowerCase().startsWith('train') ? 'train' : 'test' } : {}),
    ...(section === undefined ? {} : { section })
  }
}

const isNothing = (facts: FolderFacts): boolean => Object.keys(facts).length === 0

// The nearest folder that says something decides.
const readFolders = (folders: readonly string[]): FolderFacts =>
  Object.assign({}, ...folders.map(readFolder)) as FolderFacts

const machineOf = (folders: readonly string[]): string | undefined =>
  folders.findLast(
    folder => isNothing(readFolder(folder)) && !PLAIN_FOLDER.test(folder) && dateInName(folder) === undefined
  )

const readTime = (stem: string, folders: readonly string[]): string | undefined => {
  const own = timeInName(stem)
  if (own !== undefined) return own
  const nearest = folders.toReversed()
  const day = nearest.map(dateInName).find(found => found !== undefined)
  return (
    (day === undefined ? undefined : clockOnDay(stem, day)) ??
    dateInName(stem) ??
    nearest.map(timeInName).find(found => found !== undefined) ??
    day
  )
}

/**
 * What a file's path, relative to what was imported, says of the recording: label, domain, attributes and time,
 * from DCASE Task 2 names (2020 to 2026), folder names such as `normal` or `NG`, and dates. Touches no file.
 */
export const readName = (relativePath: string): NameFacts => {
  const parts = relativePath
    .normalize('NFC')
    .split(/[/\\]+/)
    .filter(part => part !== '' && part !== '.')
  const stem = (parts.at(-1) ?? '').replace(EXTENSION, '')
  const folders = parts.slice(0, -1)
  const fromFolders = readFolders(folders)
  const machineName = machineOf(folders)
  const recordedAt = readTime(stem, folders)
  const dcase = parseDcaseName(stem)
  const label = dcase?.label ?? fromFolders.label ?? (dcase ? undefined : labelOfName(stem))
  const layout = dcase?.layout ?? (isNothing(fromFolders) ? 'none' : 'folder')
  return {
    ...fromFolders,
    ...dcase,
    ...(label ? { label } : {}),
    attributes: dcase?.attributes ?? {},
    ...(recordedAt === undefined ? {} : { recordedAt }),
    layout,
    ...(layout !== 'none' && machineName !== undefined ? { machineName } : {})
  }
}
