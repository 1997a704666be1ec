/** Narrowest range below the threshold that a bar shows, in the model's unit. */
const LEAST_SPAN = 1

/**
 * Where a score stands on a bar whose middle is the threshold, 0 to 1: linear below it; above it compressed, so
 * that a score far out still fits and further is still longer. `normal` is what normal recordings score: detectors
 * differ in where that lies.
 */
export const scoreFraction = (score: number, threshold: number, normal: number | null = null): number => {
  const span =
    normal !== null && threshold > normal
      ? (threshold - normal) * 1.5
      : Math.max(Math.abs(threshold) * 1.5, LEAST_SPAN)
  const distance = (score - threshold) / span
  return distance <= 0 ? Math.max(0, 0.5 * (1 + distance)) : 0.5 + (0.5 * distance) / (1 + distance)
}
