import path from 'node:path'
import { createCompute } from '../../core/compute-host/index.ts'
import type { CliContext } from '../context.ts'
import { evaluationTable } from '../dcase/evaluation-table.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'

export interface EvaluateOptions {
  readonly scores: string
  readonly groundTruth: string
}

/** `evaluate --scores DIR --ground-truth DIR`: the official figures of result files. */
export const evaluate = async (
  { terminal, json, signal }: CliContext,
  { scores, groundTruth }: EvaluateOptions
): Promise<ExitCode> => {
  const compute = createCompute({ log: () => undefined })
  try {
    const input = { scoresDir: path.resolve(scores), groundTruthDir: path.resolve(groundTruth) }
    const evaluation = await compute.run('evaluate', input, { signal })
    for (const warning of evaluation.warnings) terminal.note(warning)
    terminal.print(json ? JSON.stringify(evaluation) : evaluationTable(evaluation))
    return EXIT.allDone
  } finally {
    await compute.close()
  }
}
