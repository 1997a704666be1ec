import type { timeFormatter } from './format.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const STEPS_MS = [
  1000,
  5000,
  15_000,
  60_000,
  5 * 60_000,
  15 * 60_000,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  30 * DAY_MS,
  91 * DAY_MS,
  182 * DAY_MS,
  365 * DAY_MS
]

export interface TimeTick {
  readonly atMs: number
  readonly text: string
}

/** Ticks of the time axis in the machine's zone: clock times within days, dates beyond. */
export const timeTicks = (
  fromMs: number,
  toMs: number,
  wanted: number,
  time: ReturnType<typeof timeFormatter>
): TimeTick[] => {
  const step =
    STEPS_MS.find(candidate => (toMs - fromMs) / candidate <= wanted) ??
    365 * DAY_MS * Math.ceil((toMs - fromMs) / (365 * DAY_MS * wanted))
  // Whole steps of local time: the zone's offset at the start is taken off (a change of clocks shifts the rest).
  const local = Date.parse(`${time(new Date(fromMs).toISOString(), 'second').replace(' ', 'T')}Z`)
  const offsetMs = local - Math.floor(fromMs / 1000) * 1000
  const first = Math.ceil((fromMs + offsetMs) / step) * step - offsetMs
  const ticks: TimeTick[] = []
  for (let atMs = first; atMs <= toMs; atMs += step) {
    const text = time(new Date(atMs).toISOString(), 'second')
    const shown = step >= DAY_MS ? text.slice(0, 10) : step >= 60_000 ? text.slice(5, 16) : text.slice(11)
    ticks.push({ atMs, text: shown })
  }
  if (ticks.length >= 2) return ticks
  // All recordings within moments: the ends say when.
  return [fromMs, toMs].map(atMs => ({ atMs, text: time(new Date(atMs).toISOString(), 'second') }))
}
