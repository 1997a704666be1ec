import type { LossPoint } from '../../../../electron/contract/models.ts'
import { curveByNetwork } from '../../../../electron/contract/networks.ts'
import type { TokenColours } from '../../components/use-token-colours.ts'
import { formatLoss, needsLogarithm } from './training-curve.ts'

export interface LossTexts {
  readonly epoch: string
  readonly loss: string
  readonly logarithmic: string
  readonly training: string
  readonly validation: string
  /** Name of a line where there are several networks. */
  readonly ofNetwork: (name: string, network: number) => string
}

/** Up to so many epochs each one is a dot of its own. */
const FEW = 24

/** Of the lines of the first network, the second, and so on. */
const OPACITIES = [1, 0.6] as const

/** Axes and lines of a loss curve for echarts, a line for each network; `epochs` is how far the axis runs. */
export const lossOption = (
  points: readonly LossPoint[],
  epochs: number,
  colours: TokenColours,
  texts: LossTexts
): Record<string, unknown> => {
  const curves = curveByNetwork(points)
  const isLogarithmic = needsLogarithm(points)
  const hasValidation = points.some(({ validationLoss }) => validationLoss !== null)
  const name = { nameTextStyle: { color: colours.text2, fontSize: 12 }, nameLocation: 'middle' }
  const axisLabel = { color: colours.text2, fontSize: 12, hideOverlap: true }
  const line = (id: string, label: string, colour: string, type: string, of: (point: LossPoint) => unknown) =>
    curves.map((curve, index) => ({
      type: 'line',
      id: `${id}-${index + 1}`,
      name: curves.length === 1 ? label : texts.ofNetwork(label, index + 1),
      data: curve.map(point => [point.epoch, of(point)]),
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: points.length <= FEW,
      lineStyle: { color: colour, width: 1.75, type, opacity: OPACITIES[index] ?? 0.4 },
      itemStyle: { color: colour, opacity: OPACITIES[index] ?? 0.4 }
    }))
  return {
    animation: false,
    grid: { left: 64, right: 20, top: 12, bottom: 44 },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      axisPointer: { lineStyle: { color: colours.lineStrong } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? formatLoss(value) : '–')
    },
    xAxis: {
      ...name,
      type: 'value',
      name: texts.epoch,
      nameGap: 26,
      min: Math.min(1, epochs),
      max: Math.max(2, epochs, ...curves.map(curve => curve.at(-1)?.epoch ?? 0)),
      minInterval: 1,
      axisLabel,
      axisLine: { lineStyle: { color: colours.lineStrong }, onZero: false },
      splitLine: { show: false }
    },
    yAxis: {
      ...name,
      type: isLogarithmic ? 'log' : 'value',
      name: isLogarithmic ? texts.logarithmic : texts.loss,
      nameGap: 48,
      scale: true,
      splitNumber: 4,
      axisLabel: { ...axisLabel, formatter: formatLoss },
      axisLine: { show: false },
      splitLine: { lineStyle: { color: colours.line } }
    },
    series: [
      ...line('training', texts.training, colours.accent, 'solid', ({ loss }) => loss),
      ...(hasValidation
        ? line(
            'validation',
            texts.validation,
            colours.monitor,
            'dashed',
            ({ validationLoss }) => validationLoss
          )
        : [])
    ]
  }
}
