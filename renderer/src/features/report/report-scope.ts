import type { Finding, ReportOptions } from '../../../../electron/contract/index.ts'

export const INCLUDES = ['all', 'confirmed', 'undecided'] as const
export type Include = (typeof INCLUDES)[number]

/** First and last local day of a period (both included), as ms of their midnights; null: everything. */
export type Period = readonly [number, number] | null

const DAY_MS = 86_400_000

/** Instants of a period: from the first midnight to the last millisecond of the last day. */
export const boundsOf = (period: Period): Pick<ReportOptions, 'from' | 'to'> => {
  if (period === null) return {}
  const end = new Date(period[1])
  end.setHours(23, 59, 59, 999)
  return { from: new Date(period[0]).toISOString(), to: end.toISOString() }
}

/** The last `days` days up to and with today. */
export const lastDays = (days: number, nowMs: number): Period => {
  const today = new Date(nowMs)
  today.setHours(0, 0, 0, 0)
  const first = new Date(today.getTime() - (days - 1) * DAY_MS + DAY_MS / 2)
  first.setHours(0, 0, 0, 0)
  return [first.getTime(), today.getTime()]
}

const isIncluded = ({ verdict }: Pick<Finding, 'verdict'>, include: Include): boolean => {
  if (include === 'all') return true
  return include === 'confirmed' ? verdict === 'confirmed' : verdict === null || verdict === 'unsure'
}

/** The findings that a report of this scope shows. */
export const findingsIn = (
  findings: readonly Finding[],
  { from, to }: Pick<ReportOptions, 'from' | 'to'>,
  include: Include
): readonly Finding[] =>
  findings.filter(
    finding =>
      isIncluded(finding, include) &&
      (from === undefined || finding.recordedAt >= from) &&
      (to === undefined || finding.recordedAt <= to)
  )
