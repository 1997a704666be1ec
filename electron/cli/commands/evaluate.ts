import path from 'node:path'
import { createCompute } from '../../core/compute-host/index.ts'
import type { CliContext } from '../context.ts'
import { evaluationTable } from '../dcase/evaluation-table.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'

export interface EvaluateOptions {
  readonly scores: string
  readonly groundTruth: string
  readonly machines?: readonly string[]
}

/** `evaluate --scores DIR --ground-truth DIR`: the official figures of result files. */
export const evaluate = async (
  { terminal, json, signal }: CliContext,
  { scores, groundTruth, machines }: EvaluateOptions
): Promise<ExitCode> => {
  const compute = createCompute({ log: () => undefined })
  try {
    const input = {
      scoresDir: path.resolve(scores),
      groundTruthDir: path.resolve(groundTruth),
      machines: machines ?? null
    }
    const evaluation = await compute.run('evaluate', input, { signal })
    for (const warning of evaluation.warnings) terminal.note(warning)
    terminal.print(json ? JSON.stringify(evaluation) : evaluationTable(evaluation, machines))
    return EXIT.allDone
  } finally {
    await compute.close()
  }
}
