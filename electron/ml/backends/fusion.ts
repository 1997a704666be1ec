import { deviation, mean } from '../../dsp/statistics.ts'

/** How a back-end's scores become comparable with another's. */
export interface ScoreScale {
  readonly location: number
  readonly scale: number
}

/** How standardised scores of several back-ends become one. */
export type FusionRule = 'minimum' | 'mean' | 'asinh-mean'

/** z-normalisation by the training clips' own held-out scores (arXiv 2606.19269); equal scores keep their unit. */
export const scaleOf = (heldOut: ArrayLike<number>): ScoreScale => {
  const location = heldOut.length === 0 ? 0 : mean(heldOut)
  const spread = heldOut.length === 0 ? 0 : deviation(heldOut)
  return { location, scale: spread > 1e-9 * Math.max(1, Math.abs(location)) ? spread : 1 }
}

/** (score - location) / scale */
export const standardise = ({ location, scale }: ScoreScale, score: number): number =>
  (score - location) / scale

/**
 * One score out of the standardised ones of several back-ends: the smallest (a clip is anomalous where all say
 * so), their mean, or the mean of their asinh, which a single wild score cannot carry away.
 */
export const fuse = (rule: FusionRule, scores: readonly number[]): number => {
  switch (rule) {
    case 'minimum':
      return Math.min(...scores)
    case 'mean':
      return mean(scores)
    case 'asinh-mean':
      return mean(scores.map(Math.asinh))
  }
}
