import type { Trend } from '../../../../electron/contract/results.ts'

export type TrendPoint = Trend['points'][number]

/** How the horizontal axis runs: by the time of recording, or one step a recording. */
export const TREND_AXES = ['time', 'order'] as const
export type TrendAxis = (typeof TREND_AXES)[number]

/** Dots of one look: a state, and whether the score is a held-out one. */
export const DOT_KINDS = ['acceptable', 'monitor', 'alarm'] as const
export type DotKind = (typeof DOT_KINDS)[number]

/** x, score, index of the point in the trend. */
export type Dot = readonly [number, number, number]

/** State of a point by its two lines. */
export const kindOf = ({ isFlagged, isAboveMonitor }: TrendPoint): DotKind =>
  isFlagged ? 'alarm' : isAboveMonitor ? 'monitor' : 'acceptable'

const timeOf = (instant: string): number => Date.parse(instant)

/**
 * Place of an instant on the axis: milliseconds, or by order the number of recordings made before it and a
 * half, so that a mark stands between two dots (which count from 1).
 */
export const placeOf = (instant: string, times: readonly number[], axis: TrendAxis): number => {
  const at = timeOf(instant)
  if (axis === 'time') return at
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low + 0.5
}

/** Below this span, ms, many recordings were imported without true times: their order says more. */
const SHORT_SPAN_MS = 600_000

/** By order where all recordings seem to be of one moment, else by time. */
export const defaultAxis = (points: readonly TrendPoint[]): TrendAxis => {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 10) return 'time'
  return timeOf(last.recordedAt) - timeOf(first.recordedAt) < SHORT_SPAN_MS ? 'order' : 'time'
}

/** Times of the points in ms; the points come in order of time. */
export const timesOf = (points: readonly TrendPoint[]): readonly number[] =>
  points.map(point => timeOf(point.recordedAt))

/** Dots by state and by held-out or not. */
export const dotsOf = (
  points: readonly TrendPoint[],
  axis: TrendAxis
): Readonly<Record<DotKind, { readonly plain: readonly Dot[]; readonly heldOut: readonly Dot[] }>> => {
  const dots = {
    acceptable: { plain: [] as Dot[], heldOut: [] as Dot[] },
    monitor: { plain: [] as Dot[], heldOut: [] as Dot[] },
    alarm: { plain: [] as Dot[], heldOut: [] as Dot[] }
  }
  for (const [index, point] of points.entries()) {
    const x = axis === 'time' ? timeOf(point.recordedAt) : index + 1
    dots[kindOf(point)][point.isHeldOut ? 'heldOut' : 'plain'].push([x, point.score, index])
  }
  return dots
}

/** The two lines as steps up to `end`: x and value at every corner. */
export const stepsOf = (
  { points, steps }: Pick<Trend, 'points' | 'steps'>,
  axis: TrendAxis,
  end: number
): { readonly threshold: readonly [number, number][]; readonly monitor: readonly [number, number][] } => {
  const threshold: [number, number][] = []
  const monitor: [number, number][] = []
  const last = steps.at(-1)
  if (!last || points.length === 0) return { threshold, monitor }
  const times = timesOf(points)
  for (const [index, step] of steps.entries()) {
    const x = index === 0 && axis === 'order' ? 0.5 : placeOf(step.from, times, axis)
    threshold.push([x, step.threshold])
    monitor.push([x, step.monitorLine])
  }
  threshold.push([end, last.threshold])
  monitor.push([end, last.monitorLine])
  return { threshold, monitor }
}

export interface Mark {
  readonly x: number
  readonly at: string
  readonly kind: 'model' | 'event'
  readonly text: string
}

/** Vertical marks: changes of the model (not its first step) and events, in order of place. */
export const marksOf = (
  trend: Trend,
  axis: TrendAxis,
  modelText: (version: number) => string
): readonly Mark[] => {
  const times = timesOf(trend.points)
  const marks: Mark[] = [
    ...trend.steps
      .slice(1)
      .map(step => ({ at: step.from, kind: 'model' as const, text: modelText(step.modelVersion) })),
    ...trend.events.map(event => ({ at: event.at, kind: 'event' as const, text: event.text }))
  ].map(mark => ({ ...mark, x: placeOf(mark.at, times, axis) }))
  return marks.sort((a, b) => a.x - b.x)
}
