/** What the question needs of a scored recording. */
export interface RecentScore {
  readonly isFlagged: boolean
  /** Band contributions of its score, all of one length. */
  readonly bands: readonly number[]
}

/** Flags that look like one operating condition that was never recorded. */
export interface NewCondition<R extends RecentScore> {
  readonly flagged: readonly R[]
  /** Mean correlation (about zero) of the flagged recordings' band contributions, pair by pair. */
  readonly correlation: number
}

const RECENT = 20
const LEAST_FLAGGED = 5
const LEAST_SHARE = 0.3
const ALIKE = 0.8

/**
 * Notices when recent flags look like a new operating condition (docs/detector.md): of the last 20 (newest last) at
 * least 5 and 30 % are flagged, and their band contributions are alike, mean correlation above 0.8.
 */
export const detectNewCondition = <R extends RecentScore>(
  recent: readonly R[]
): NewCondition<R> | undefined => {
  const last = recent.slice(-RECENT)
  const flagged = last.filter(result => result.isFlagged)
  if (flagged.length < LEAST_FLAGGED || flagged.length < LEAST_SHARE * last.length) return undefined
  const shapes = flagged.map(result => normalised(result.bands))
  let sum = 0
  let pairs = 0
  for (const [index, a] of shapes.entries()) {
    for (const b of shapes.slice(index + 1)) {
      sum += a.reduce((total, value, band) => total + value * (b[band] ?? 0), 0)
      pairs++
    }
  }
  const correlation = sum / pairs
  return correlation > ALIKE ? { flagged, correlation } : undefined
}

// Of unit length, so that inner products are correlations about zero: contributions are not centred, because a
// change of speed raises all bands alike and has no shape about its mean.
const normalised = (values: readonly number[]): number[] => {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  return values.map(value => (length > 0 ? value / length : 0))
}
