/** Precision, recall and F1 of decisions. */
export interface DecisionFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/**
 * Precision, recall and F1 with the evaluator's floor under each denominator (sys.float_info.epsilon), so that
 * they are 0 where nothing is flagged.
 */
export const decisionFigures = (
  isAnomalous: readonly boolean[],
  isFlagged: readonly boolean[]
): DecisionFigures => {
  let hits = 0
  let alarms = 0
  let misses = 0
  for (const [index, anomalous] of isAnomalous.entries()) {
    if (isFlagged[index] === true && anomalous) hits++
    else if (isFlagged[index] === true) alarms++
    else if (anomalous) misses++
  }
  const precision = hits / Math.max(hits + alarms, Number.EPSILON)
  const recall = hits / Math.max(hits + misses, Number.EPSILON)
  const f1 = (2 * precision * recall) / Math.max(precision + recall, Number.EPSILON)
  return { precision, recall, f1 }
}
