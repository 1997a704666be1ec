import type { Trend } from '../../contract/results.ts'
import { COLOURS } from './theme.ts'
import { at } from './svg.ts'

type Point = Trend['points'][number]
type Mark = 'acceptable' | 'monitor' | 'alarm'

const markOf = (point: Point): Mark =>
  point.isFlagged ? 'alarm' : point.isAboveMonitor ? 'monitor' : 'acceptable'

const SHAPES: Readonly<Record<Mark, (x: number, y: number) => string>> = {
  acceptable: (x, y) => `M${at(x - 1.4)} ${at(y)}a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0z`,
  monitor: (x, y) => `M${at(x)} ${at(y - 2)}l2 3.4h-4z`,
  alarm: (x, y) => `M${at(x - 1.7)} ${at(y - 1.7)}h3.4v3.4h-3.4z`
}

/** A single mark, for legends. */
export const markShape = (mark: Mark, x: number, y: number): string =>
  `<path d="${SHAPES[mark](x, y)}" fill="${COLOURS[mark]}"/>`

/**
 * All dots of the trend as three paths, one a state, the most severe on top. Dots that would lie within half a
 * point of another of their kind are drawn once, so that twenty thousand recordings stay a small file.
 */
export const trendDots = (
  points: readonly Point[],
  x: (iso: string) => number,
  y: (score: number) => number
): string =>
  (['acceptable', 'monitor', 'alarm'] as const)
    .map(mark => {
      const seen = new Set<string>()
      const shapes: string[] = []
      for (const point of points) {
        if (markOf(point) !== mark) continue
        const [dotX, dotY] = [x(point.recordedAt), y(point.score)]
        const place = `${Math.round(dotX * 2)},${Math.round(dotY * 2)}`
        if (seen.has(place)) continue
        seen.add(place)
        shapes.push(SHAPES[mark](dotX, dotY))
      }
      return shapes.length === 0 ? '' : `<path d="${shapes.join('')}" fill="${COLOURS[mark]}"/>`
    })
    .join('')
