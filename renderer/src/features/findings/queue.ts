import type { Finding, Verdict } from '../../../../electron/contract/findings.ts'
import { VERDICTS } from '../../../../electron/contract/findings.ts'

/** What the queue shows. */
export const QUEUE_FILTERS = ['open', ...VERDICTS, 'all'] as const
export type QueueFilter = (typeof QUEUE_FILTERS)[number]

/** The filter that an address names; open findings where it names none. */
export const asFilter = (value: unknown): QueueFilter =>
  QUEUE_FILTERS.find(filter => filter === value) ?? 'open'

const matches = (finding: Finding, filter: QueueFilter): boolean =>
  filter === 'all' || (filter === 'open' ? finding.verdict === null : finding.verdict === filter)

/** Findings of a filter in the order in which they came (most severe first). */
export const queueOf = (findings: readonly Finding[], filter: QueueFilter): readonly Finding[] =>
  findings.filter(finding => matches(finding, filter))

/** How many findings each filter has. */
export const countsOf = (findings: readonly Finding[]): Readonly<Record<QueueFilter, number>> => {
  const counts = { open: 0, confirmed: 0, 'false-alarm': 0, unsure: 0, all: findings.length }
  for (const finding of findings) counts[finding.verdict ?? 'open']++
  return counts
}

/**
 * The finding to judge after one was decided: the next of the queue as it stood before; at its end the first
 * that is left; null when nothing is.
 */
export const afterDeciding = (before: readonly Finding[], decidedId: string): string | null => {
  const index = before.findIndex(finding => finding.id === decidedId)
  const next =
    before[index + 1] ?? before.find(finding => finding.id !== decidedId && finding.verdict === null)
  return next?.id ?? null
}

/** The finding `by` places further on, held at both ends. */
export const neighbourOf = (
  queue: readonly Finding[],
  selectedId: string | null,
  by: number
): string | null => {
  const index = queue.findIndex(finding => finding.id === selectedId)
  const wanted = index < 0 ? 0 : Math.min(Math.max(0, index + by), queue.length - 1)
  return queue[wanted]?.id ?? null
}

/** The open finding after the shown one, the first one again after the last; null when none is open. */
export const nextOpen = (open: readonly Pick<Finding, 'id'>[], shownId: string | null): string | null => {
  const index = open.findIndex(finding => finding.id === shownId)
  return (open[index + 1] ?? open[0])?.id ?? null
}

/** The verdict of a key (C, F, U), or null. */
export const verdictOfKey = (key: string): Verdict | null =>
  (({ c: 'confirmed', f: 'false-alarm', u: 'unsure' }) as const)[key.toLowerCase() as 'c' | 'f' | 'u'] ?? null

/** Where playback begins: a second before the highest moment, within the clip. */
export const startOf = (finding: Pick<Finding, 'peakS' | 'startS'>): number =>
  Math.max(finding.startS, finding.peakS - 1)
