import { HeatmapChart } from 'echarts/charts'
import { GridComponent, TitleComponent, VisualMapComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Ablation } from './ablation-table.ts'
import { figure } from './format.ts'

use([HeatmapChart, GridComponent, TitleComponent, VisualMapComponent, SVGRenderer])

const CELL_PX = { width: 92, height: 34 }
const MARGIN_PX = { top: 64, left: 190, right: 24, bottom: 40 }
/** From chance to perfect: dark text stays readable on all of it. */
const COLOURS = ['#f7f7f7', '#d1e5f0', '#92c5de', '#67a9cf']
const TEXT = '#1a1a1a'
const PAPER = '#ffffff'
const UNDEFINED = '#eeeeee'
/** What chance gives: no colour. */
const LEAST = 0.5

/** The ablation as an SVG picture: a heat map of systems by machines, each cell with its figure. */
export const ablationPicture = ({ machines, rows }: Ablation): string => {
  const columns = [...machines, 'official score']
  const width = MARGIN_PX.left + columns.length * CELL_PX.width + MARGIN_PX.right
  const height = MARGIN_PX.top + rows.length * CELL_PX.height + MARGIN_PX.bottom
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  const data = rows.flatMap(({ cells, official }, row) =>
    [...cells, official].map(({ mean }, index) => ({
      value: [index, row, mean ?? LEAST] as [number, number, number],
      label: { show: true, formatter: figure(mean) },
      ...(mean === null && { itemStyle: { color: UNDEFINED } })
    }))
  )
  chart.setOption({
    animation: false,
    backgroundColor: PAPER,
    textStyle: { fontFamily: 'sans-serif', color: TEXT },
    title: { text: 'Systems by machines', left: 12, top: 10, textStyle: { fontSize: 15, color: TEXT } },
    grid: { ...MARGIN_PX, containLabel: false },
    xAxis: {
      type: 'category',
      position: 'top',
      data: columns,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { interval: 0, color: TEXT }
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: TEXT }
    },
    visualMap: { show: false, min: LEAST, max: 1, inRange: { color: COLOURS } },
    series: [
      {
        type: 'heatmap',
        data,
        label: { show: true, color: TEXT },
        itemStyle: { borderColor: PAPER, borderWidth: 2 }
      }
    ]
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}
