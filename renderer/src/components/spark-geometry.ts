export interface SparkGeometry {
  /** "x,y x,y …" for a polyline. */
  readonly points: string
  readonly flagged: readonly { readonly x: number; readonly y: number }[]
  readonly thresholdY: number | null
}

const PAD = 3

/** Pixel places of scores (oldest at the left) and threshold in a box; the threshold is always inside. */
export const sparkGeometry = (
  scores: readonly number[],
  threshold: number | null,
  width: number,
  height: number
): SparkGeometry => {
  const all = threshold === null ? [...scores] : [...scores, threshold]
  const low = Math.min(...all)
  const high = Math.max(...all)
  const span = high - low || 1
  const y = (value: number): number => height - PAD - ((value - low) / span) * (height - 2 * PAD)
  const step = scores.length > 1 ? (width - 2 * PAD) / (scores.length - 1) : 0
  const places = scores.map((score, index) => ({ x: PAD + index * step, y: y(score), score }))
  return {
    points: places.map(place => `${place.x.toFixed(1)},${place.y.toFixed(1)}`).join(' '),
    flagged: threshold === null ? [] : places.filter(place => place.score >= threshold),
    thresholdY: threshold === null ? null : y(threshold)
  }
}
