import type { Trend } from '../../contract/results.ts'
import { detectorName } from '../../contract/sentences.ts'
import type { timeFormatter } from './format.ts'
import { scoreText } from './format.ts'
import { label, line, picture } from './svg.ts'
import { COLOURS } from './theme.ts'
import { timeTicks } from './time-axis.ts'
import { scoreAxis } from './trend-axis.ts'
import { markShape, trendDots } from './trend-dots.ts'

const HEIGHT = 176
const LEFT = 34
const RIGHT = 48
const TOP = 20
const BOTTOM = 26

interface Scales {
  readonly width: number
  readonly x: (iso: string) => number
  readonly y: (score: number) => number
}

/** The name under which an event stands in the picture and in its table: E1, E2 … */
export const eventName = (index: number): string => `E${index + 1}`

const inside = (value: number, low: number, high: number): boolean =>
  value >= low - 0.01 && value <= high + 0.01

const steps = (trend: Trend, { width, x, y }: Scales): string => {
  const right = width - RIGHT
  const parts: string[] = []
  for (const [name, colour, dash] of [
    ['threshold', COLOURS.alarm, undefined],
    ['monitorLine', COLOURS.monitor, '2.5 1.8']
  ] as const) {
    trend.steps.forEach((step, index) => {
      const next = trend.steps[index + 1]
      const fromX = index === 0 ? LEFT : Math.max(LEFT, Math.min(right, x(step.from)))
      const toX = next === undefined ? right : Math.max(LEFT, Math.min(right, x(next.from)))
      if (toX < fromX) return
      parts.push(
        line(fromX, y(step[name]), toX, y(step[name]), { colour, width: 0.8, ...(dash && { dash }) })
      )
      if (next !== undefined) parts.push(line(toX, y(step[name]), toX, y(next[name]), { colour, width: 0.8 }))
    })
    const last = trend.steps.at(-1)
    if (last !== undefined) {
      const word = `${name === 'threshold' ? 'flag' : 'monitor'} ${scoreText(last[name])}`
      // The lower line's name gives way where the lines lie close together.
      const above = y(last.threshold) - 1
      const labelY = name === 'threshold' ? above : Math.max(above + 7, y(last[name]) + 4)
      parts.push(label(right + 3, labelY, word, { colour }))
    }
  }
  return parts.join('')
}

const verticalMarks = (trend: Trend, { width, x }: Scales): string => {
  const marks = [
    ...trend.steps
      .slice(1)
      .map(step => ({ at: step.from, text: `v${step.modelVersion}`, colour: COLOURS.accent })),
    ...trend.events.map((event, index) => ({ at: event.at, text: eventName(index), colour: COLOURS.text }))
  ]
    .map(mark => ({ ...mark, x: x(mark.at) }))
    .filter(mark => inside(mark.x, LEFT, width - RIGHT))
    .sort((a, b) => a.x - b.x)
  // Names of marks that stand close together share one label at the first of them.
  const names: { x: number; text: string; colour: string }[] = []
  for (const mark of marks) {
    const last = names.at(-1)
    if (last !== undefined && mark.x - last.x < 4 + 4 * last.text.length) last.text += ` ${mark.text}`
    else names.push({ x: mark.x, text: mark.text, colour: mark.colour })
  }
  return [
    ...marks.map(mark =>
      line(mark.x, TOP, mark.x, HEIGHT - BOTTOM, { colour: mark.colour, width: 0.6, dash: '1 1.6' })
    ),
    ...names.map(name => label(name.x - 3, TOP - 3, name.text, { colour: name.colour }))
  ].join('')
}

const legend = (width: number, isCompressed: boolean, { detector, otherScale }: Trend): string => {
  const entries = [
    ['acceptable', 'below monitor', 0],
    ['monitor', 'above monitor', 60],
    ['alarm', 'flagged', 122]
  ] as const
  const start = width - RIGHT - 156
  const by = detector === null || detector === 'auto' ? '' : ` of \u201c${detectorName(detector)}\u201d`
  const leftOut = otherScale === 0 ? '' : `${otherScale} scored by another detector are left out`
  return (
    entries
      .map(([mark, text, dx]) => markShape(mark, start + dx, 4.4) + label(start + dx + 4.5, 6.5, text))
      .join('') +
    label(LEFT, 6.5, `score${by}${isCompressed ? ' (logarithmic above the threshold)' : ''}`) +
    label(LEFT, HEIGHT - 4, leftOut)
  )
}

/** Score against time: one dot a recording, threshold steps, model changes and events as vertical marks. */
export const trendPicture = (
  trend: Trend,
  width: number,
  time: ReturnType<typeof timeFormatter>,
  period: { readonly from: string | null; readonly to: string | null; readonly createdAt: string }
): string => {
  const times = trend.points.map(point => Date.parse(point.recordedAt))
  const edgeMs = (iso: string | null, pick: (a: number, b: number) => number): number =>
    iso === null
      ? times.length === 0
        ? Date.parse(period.createdAt)
        : times.reduce((a, b) => pick(a, b))
      : Date.parse(iso)
  const firstMs = edgeMs(period.from, Math.min)
  const lastMs = Math.max(firstMs, edgeMs(period.to, Math.max))
  const padMs = lastMs > firstMs ? (lastMs - firstMs) * 0.015 : 1_800_000
  const [fromMs, toMs] = [firstMs - padMs, lastMs + padMs]
  const lines = trend.steps.flatMap(step => [step.threshold, step.monitorLine])
  const axis = scoreAxis(
    [...trend.points.map(point => point.score), ...lines],
    trend.steps.at(-1)?.threshold ?? trend.origin,
    trend.origin
  )
  const plotWidth = width - LEFT - RIGHT
  const plotHeight = HEIGHT - TOP - BOTTOM
  const scales: Scales = {
    width,
    x: iso => LEFT + ((Date.parse(iso) - fromMs) / (toMs - fromMs)) * plotWidth,
    y: score => TOP + (1 - axis.position(score)) * plotHeight
  }
  const bottom = HEIGHT - BOTTOM
  const grid = axis.ticks.map(
    tick =>
      line(LEFT, scales.y(tick), LEFT + plotWidth, scales.y(tick), { colour: COLOURS.faint }) +
      label(LEFT - 4, scales.y(tick) + 2.3, scoreText(tick).replace(/\.?0+$/u, ''), { anchor: 'end' })
  )
  const timeMarks = timeTicks(fromMs, toMs, 6, time).map(tick => {
    const tickX = scales.x(new Date(tick.atMs).toISOString())
    return (
      line(tickX, bottom, tickX, bottom + 3) + label(tickX, bottom + 10.5, tick.text, { anchor: 'middle' })
    )
  })
  return picture(width, HEIGHT, [
    ...grid,
    ...timeMarks,
    verticalMarks(trend, scales),
    steps(trend, scales),
    trendDots(trend.points, scales.x, scales.y),
    line(LEFT, bottom, LEFT + plotWidth, bottom, { colour: COLOURS.unknown }),
    line(LEFT, TOP, LEFT, bottom, { colour: COLOURS.unknown }),
    label(LEFT + plotWidth / 2, HEIGHT - 4, 'time of recording', { anchor: 'middle' }),
    legend(width, axis.isCompressed, trend),
    trend.points.length === 0
      ? label(LEFT + plotWidth / 2, TOP + plotHeight / 2, 'no scored recordings in this period', {
          anchor: 'middle'
        })
      : ''
  ])
}
