import { evaluateFolder } from '../dcase/evaluate.ts'
import { readGroundTruth } from '../dcase/ground-truth.ts'
import type { TaskRunner } from '../serve.ts'

/** Official figures of a folder of result files. */
export const evaluate: TaskRunner<'evaluate'> = async ({ scoresDir, groundTruthDir, machines }) =>
  evaluateFolder(scoresDir, await readGroundTruth(groundTruthDir), machines)
