import type { Trend } from '../../../../electron/contract/results.ts'
import { formatDate, formatDateTime } from '../../components/format/time.ts'
import type { TokenColours } from '../../components/use-token-colours.ts'
import type { ScoreAxis } from './score-scale.ts'
import { DOT_KINDS, dotsOf, marksOf, stepsOf, type DotKind, type TrendAxis } from './trend-series.ts'

export interface TrendTexts {
  readonly score: string
  readonly threshold: string
  readonly monitor: string
  model(version: number): string
  /** What hovers over a dot. */
  tooltip(index: number): string
}

const SYMBOLS: Readonly<Record<DotKind, string>> = {
  acceptable: 'circle',
  monitor: 'triangle',
  alarm: 'rect'
}
const SIZES: Readonly<Record<DotKind, number>> = { acceptable: 7, monitor: 9, alarm: 8 }
/** From here on dots are drawn in one go, without shapes of their own for hovering. */
const MANY = 3000
const MARK_TEXT = 32
const DAY_MS = 86_400_000

const short = (text: string): string => (text.length > MARK_TEXT ? `${text.slice(0, MARK_TEXT - 1)}…` : text)

/** Series and axes of the trend for echarts. */
export const trendOption = (
  trend: Trend,
  axis: TrendAxis,
  scores: ScoreAxis,
  colours: TokenColours,
  zone: string,
  texts: TrendTexts
): Record<string, unknown> => {
  const dots = dotsOf(trend.points, axis)
  const marks = marksOf(trend, axis, texts.model)
  const times = trend.points.map(point => Date.parse(point.recordedAt))
  const first = times[0] ?? 0
  const spanMs = (times.at(-1) ?? 0) - first
  const ends = [first, times.at(-1) ?? first, ...(axis === 'time' ? marks.map(mark => mark.x) : [])]
  const room = Math.max(1, (Math.max(...ends) - Math.min(...ends)) * 0.01)
  const min = axis === 'time' ? Math.min(...ends) - room : 0.5
  const max = axis === 'time' ? Math.max(...ends) + room : Math.max(1.5, trend.points.length + 0.5)
  const steps = stepsOf(trend, axis, max)
  const placed = (data: readonly (readonly number[])[]): number[][] =>
    data.map(([x = 0, score = 0, ...rest]) => [x, scores.toAxis(score), ...rest])
  const colourOf: Readonly<Record<DotKind, string>> = {
    acceptable: colours.acceptable,
    monitor: colours.monitor,
    alarm: colours.alarm
  }
  const label = (value: number): string => {
    if (axis === 'order') return Number.isInteger(value) ? String(value) : ''
    const instant = new Date(value).toISOString()
    if (spanMs > 4 * DAY_MS) return formatDate(instant, zone)
    const [date = '', time = ''] = formatDateTime(instant, zone).split(' ')
    return spanMs > DAY_MS / 2 ? `${date}\n${time.slice(0, 5)}` : time
  }
  const scatter = DOT_KINDS.flatMap(kind =>
    (['plain', 'heldOut'] as const).map(held => ({
      type: 'scatter',
      id: `${kind} ${held}`,
      data: placed(dots[kind][held]),
      symbol: SYMBOLS[kind],
      symbolSize: trend.points.length > MANY ? Math.round(SIZES[kind] * 0.6) : SIZES[kind],
      itemStyle:
        held === 'heldOut'
          ? { color: 'transparent', borderColor: colourOf[kind], borderWidth: 1.25 }
          : { color: colourOf[kind] },
      large: trend.points.length > MANY,
      largeThreshold: MANY,
      z: kind === 'alarm' ? 4 : 3,
      emphasis: { scale: 1.4 }
    }))
  )
  const line = (
    id: string,
    data: readonly [number, number][],
    colour: string,
    type: string,
    name: string,
    shift: number
  ) => ({
    type: 'line',
    id,
    data: placed(data),
    step: 'end',
    symbol: 'none',
    silent: true,
    lineStyle: { color: colour, width: 1.5, type },
    endLabel: { show: true, formatter: name, color: colour, fontSize: 11, distance: 4, offset: [0, shift] },
    z: 2
  })
  return {
    animation: false,
    aria: { enabled: true },
    grid: { left: 56, right: 76, top: 58, bottom: 76 },
    tooltip: {
      trigger: 'item',
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      formatter: (item: { data?: unknown }) =>
        Array.isArray(item.data) && typeof item.data[2] === 'number' ? texts.tooltip(item.data[2]) : ''
    },
    xAxis: {
      type: axis === 'time' ? 'time' : 'value',
      min,
      max,
      axisLine: { lineStyle: { color: colours.lineStrong }, onZero: false },
      axisLabel: { color: colours.text2, hideOverlap: true, formatter: label },
      splitLine: { show: false }
    },
    yAxis: {
      type: 'value',
      min: scores.min,
      max: scores.max,
      name: texts.score,
      nameTextStyle: { color: colours.text2, align: 'right' },
      axisLine: { show: false },
      axisTick: { show: false, customValues: scores.ticks },
      axisLabel: {
        color: colours.text2,
        customValues: scores.ticks,
        formatter: (place: number) => String(Number(scores.toScore(place).toFixed(6))).replace('-', '\u2212')
      },
      splitLine: { lineStyle: { color: colours.line } }
    },
    dataZoom: [
      { type: 'inside', filterMode: 'none' },
      {
        type: 'slider',
        filterMode: 'none',
        height: 22,
        bottom: 12,
        brushSelect: true,
        showDataShadow: false,
        borderColor: colours.line,
        textStyle: { color: colours.text2 },
        labelFormatter: (value: number) =>
          label(axis === 'order' ? Math.round(value) : value).replace('\n', ' ')
      }
    ],
    series: [
      ...scatter,
      {
        ...line('threshold', steps.threshold, colours.alarm, 'solid', texts.threshold, -7),
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: { color: colours.text2, type: 'dotted', width: 1 },
          data: marks.map((mark, index) => ({
            xAxis: mark.x,
            lineStyle: { color: mark.kind === 'model' ? colours.accent : colours.text2 },
            label: {
              formatter: short(mark.text),
              color: mark.kind === 'model' ? colours.accent : colours.text,
              position: 'end',
              fontSize: 11,
              // Neighbours stand on three lines, so that they do not cover each other.
              distance: 2 + (index % 3) * 14
            }
          }))
        }
      },
      line('monitor', steps.monitor, colours.monitor, 'dashed', texts.monitor, 7)
    ]
  }
}
