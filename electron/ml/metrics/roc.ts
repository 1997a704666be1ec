/** Area under the ROC curve of scores (higher is more anomalous); ties count half. */
export const areaUnderRoc = (isAnomalous: readonly boolean[], scores: ArrayLike<number>): number =>
  areaTo(rocCurve(isAnomalous, scores), 1)

/**
 * Partial area under the ROC curve up to a false-positive rate, McClish-standardised to 0.5 (chance) .. 1, as
 * scikit-learn's roc_auc_score(max_fpr) (McClish, Analyzing a portion of the ROC curve, 1989).
 */
export const partialAreaUnderRoc = (
  isAnomalous: readonly boolean[],
  scores: ArrayLike<number>,
  maxFalsePositiveRate: number
): number => {
  const area = areaTo(rocCurve(isAnomalous, scores), maxFalsePositiveRate)
  const least = 0.5 * maxFalsePositiveRate ** 2
  return 0.5 * (1 + (area - least) / (maxFalsePositiveRate - least))
}

/** Harmonic mean; 0 where a value is 0. */
export const harmonicMean = (values: readonly number[]): number =>
  values.length / values.reduce((sum, value) => sum + 1 / value, 0)

interface RocCurve {
  readonly falsePositiveRates: readonly number[]
  readonly truePositiveRates: readonly number[]
}

const rocCurve = (isAnomalous: readonly boolean[], scores: ArrayLike<number>): RocCurve => {
  const order = isAnomalous.map((_, index) => index)
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number))
  const anomalies = isAnomalous.filter(Boolean).length
  const normals = isAnomalous.length - anomalies
  const falsePositiveRates = [0]
  const truePositiveRates = [0]
  let hits = 0
  let alarms = 0
  for (const [position, index] of order.entries()) {
    if (isAnomalous[index]) hits++
    else alarms++
    const next = order[position + 1]
    if (next !== undefined && scores[next] === scores[index]) continue
    falsePositiveRates.push(alarms / normals)
    truePositiveRates.push(hits / anomalies)
  }
  return { falsePositiveRates, truePositiveRates }
}

const areaTo = ({ falsePositiveRates, truePositiveRates }: RocCurve, limit: number): number => {
  let area = 0
  for (let index = 1; index < falsePositiveRates.length; index++) {
    const from = falsePositiveRates[index - 1] as number
    const to = falsePositiveRates[index] as number
    const low = truePositiveRates[index - 1] as number
    const high = truePositiveRates[index] as number
    if (to <= limit) {
      area += ((to - from) * (low + high)) / 2
      continue
    }
    const cut = low + ((high - low) * (limit - from)) / (to - from)
    return area + ((limit - from) * (low + cut)) / 2
  }
  return area
}
