import {
  MACHINE_ENTRY,
  MANIFEST_ENTRY,
  MEDIA_TYPE_ENTRY,
  RECORD_KINDS,
  recordsEntry,
  type ManifestEntry
} from '../../contract/exchange-records.ts'

const FIXED: ReadonlySet<string> = new Set([
  MEDIA_TYPE_ENTRY,
  MANIFEST_ENTRY,
  MACHINE_ENTRY,
  ...RECORD_KINDS.map(recordsEntry)
])
const RECORDING = /^recordings\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.[a-z0-9]{1,8}$/u
const ID = '(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'
// Begins and ends with a letter or digit: no "..", nothing hidden, nothing that Windows would shorten.
const SEGMENT = '[A-Za-z0-9](?:[A-Za-z0-9._-]{0,100}[A-Za-z0-9])?'
const MODEL = new RegExp(`^models/(${ID})/(${SEGMENT}(?:/${SEGMENT}){0,3})$`, 'u')
const REPORT = new RegExp(`^reports/(${ID})\\.pdf$`, 'u')
/** Names of devices on Windows, with any ending. */
const RESERVED = /(?:^|\/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\/|$)/iu

/** Kinds of entries whose content is a file of the data folder. */
export type ContentName =
  | { readonly kind: 'recording' }
  | { readonly kind: 'model'; readonly modelId: string; readonly file: string }
  | { readonly kind: 'report'; readonly reportId: string }

/** What the name of an entry says that it is; undefined for every name that no content has. */
export const contentName = (name: string): ContentName | undefined => {
  if (RESERVED.test(name)) return undefined
  if (RECORDING.test(name)) return { kind: 'recording' }
  const [, modelId, file] = MODEL.exec(name) ?? []
  if (modelId !== undefined && file !== undefined) return { kind: 'model', modelId, file }
  const [, reportId] = REPORT.exec(name) ?? []
  return reportId === undefined ? undefined : { kind: 'report', reportId }
}

/** Those entries of a list that are files of the data folder. */
export const contentsOf = (entries: readonly ManifestEntry[]): ManifestEntry[] =>
  entries.filter(({ name }) => contentName(name) !== undefined)

/** Whether an exported machine can hold an entry of this name: a list of what may be, not of what may not. */
export const isExpectedName = (name: string): boolean => FIXED.has(name) || contentName(name) !== undefined
