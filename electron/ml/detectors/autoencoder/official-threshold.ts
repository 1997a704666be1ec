import { fitFreeGamma } from '../../statistics/free-gamma.ts'
import { preciseQuantile } from '../../statistics/gamma.ts'

const QUANTILE = 0.9
/** Fewer batches say nothing of the shape of a distribution. */
const ENOUGH_BATCHES = 5

/**
 * Decision threshold as the official baseline of DCASE 2023 Task 2 has it (networks/base_model.py): 90 % of a gamma
 * distribution that scipy.stats.gamma.fit finds for the scores of the *batches* of training and validation windows.
 * They spread less than clips do, so on small data most normals lie above it. Null where nothing can be fitted.
 */
export const officialThreshold = (batchScores: readonly number[]): number | null => {
  if (batchScores.length < ENOUGH_BATCHES || !batchScores.every(Number.isFinite)) return null
  const fitted = fitFreeGamma(batchScores)
  if (fitted === null) return null
  const threshold = preciseQuantile(fitted, QUANTILE)
  return Number.isFinite(threshold) ? threshold : null
}
