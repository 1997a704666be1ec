import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { badgeCodeSchema, labelSchema } from '../../../../electron/contract/common.ts'
import { RECORDING_SORTS, type RecordingFilter } from '../../../../electron/contract/recordings.ts'

export type RecordingSort = (typeof RECORDING_SORTS)[number]
export type Filter = Omit<RecordingFilter, 'machineId'>

/** What the table shows and in which order; all of it stands in the address. */
export interface RecordingQuery {
  readonly filter: Filter
  readonly sort: RecordingSort
  readonly isDescending: boolean
}

const textOf = (value: LocationQuery[string] | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const instantOf = (value: LocationQuery[string] | undefined): string | undefined => {
  const time = Date.parse(textOf(value) ?? '')
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

const isSort = (text: string | undefined): text is RecordingSort =>
  RECORDING_SORTS.some(sort => sort === text)

/** Leaves out what is undefined, so that two equal filters look equal. */
const dense = (filter: Filter): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))

/** Reads the address; what makes no sense there is passed over. */
export const readQuery = (query: LocationQuery): RecordingQuery => {
  const sort = textOf(query['sort'])
  const flagged = textOf(query['flagged'])
  const filter: Filter = {
    text: textOf(query['text'])?.slice(0, 200),
    label: labelSchema.safeParse(query['label']).data,
    isFlagged: flagged === 'yes' ? true : flagged === 'no' ? false : undefined,
    badge: badgeCodeSchema.safeParse(query['badge']).data,
    from: instantOf(query['from']),
    to: instantOf(query['to'])
  }
  return {
    filter: dense(filter),
    sort: isSort(sort) ? sort : 'recordedAt',
    isDescending: textOf(query['order']) !== 'up'
  }
}

/** The address of a query; the defaults are left out. Undefined values remove what was there. */
export const writeQuery = ({ filter, sort, isDescending }: RecordingQuery): LocationQueryRaw => ({
  text: filter.text,
  label: filter.label,
  flagged: filter.isFlagged === undefined ? undefined : filter.isFlagged ? 'yes' : 'no',
  badge: filter.badge,
  from: filter.from,
  to: filter.to,
  sort: sort === 'recordedAt' ? undefined : sort,
  order: isDescending ? undefined : 'up'
})
