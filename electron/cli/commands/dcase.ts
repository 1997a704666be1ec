import path from 'node:path'
import type { DcaseRun } from '../../contract/dcase.ts'
import { AppError } from '../../contract/errors.ts'
import type { EngineChoice } from '../../contract/engines.ts'
import type { DetectorId } from '../../contract/models.ts'
import { createCompute } from '../../core/compute-host/index.ts'
import type { CliContext } from '../context.ts'
import { officialSpread, runRows, runTable } from '../dcase/run-table.ts'
import { engineRemark } from '../engine-remark.ts'
import type { ExitCode } from '../exit-code.ts'
import { exitCodeFor } from '../exit-code.ts'
import { saveFile } from '../save-file.ts'
import { csv } from '../table.ts'
import { ablation } from './dcase-ablation.ts'

export interface DcaseOptions {
  readonly data: string
  readonly detector: readonly DetectorId[]
  readonly machines?: readonly string[]
  readonly seeds: number
  readonly out: string
  readonly param: Readonly<Record<string, string>>
  readonly engine: EngineChoice
  readonly channel: number
  readonly clipSeconds?: number
  readonly supplemental?: boolean
  readonly groundTruth?: string
  /** Minutes. */
  readonly timeBudget?: number
  readonly cache?: string
  readonly again?: boolean
}

const runOne = async (
  { terminal, signal }: CliContext,
  options: DcaseOptions,
  detector: DetectorId,
  outDir: string,
  appVersion: string
): Promise<DcaseRun> => {
  const compute = createCompute({ log: () => undefined })
  try {
    return await compute.run(
      'dcase',
      {
        dataDir: path.resolve(options.data),
        outDir,
        cacheDir: path.resolve(options.cache ?? path.join(options.out, 'cache')),
        detector,
        params: options.param,
        machines: options.machines ?? null,
        seeds: Array.from({ length: options.seeds }, (_, index) => index + 1),
        channel: options.channel,
        clipLengthS: options.clipSeconds ?? null,
        usesSupplemental: options.supplemental === true,
        groundTruthDir: options.groundTruth === undefined ? null : path.resolve(options.groundTruth),
        budgetS: options.timeBudget === undefined ? null : 60 * options.timeBudget,
        again: options.again === true,
        appVersion
      },
      {
        signal,
        onProgress: (fraction, message) => terminal.progress(fraction, message),
        onItem: ({ message }) => terminal.note(message),
        engine: options.engine,
        // What is done is kept: it goes on with the next machine.
        onEngineLost: message => terminal.note(`An engine was lost, another goes on: ${message}`)
      }
    )
  } catch (error) {
    if (!signal.aborted) throw error
    const how = options.again === true ? 'without --again goes' : 'goes'
    throw new AppError(
      'cancelled',
      `Cancelled. What is done is kept in ${outDir}: the same command ${how} on where it stopped.`,
      {},
      { cause: error }
    )
  } finally {
    terminal.clearProgress()
    await compute.close()
  }
}

const save = async (outDir: string, run: DcaseRun): Promise<void> => {
  const { header, rows } = runRows(run)
  saveFile(path.join(outDir, 'results.md'), runTable(run))
  saveFile(path.join(outDir, 'results.csv'), csv(header, rows))
}

/** `dcase --data DIR --detector NAME --out DIR`: a system over a DCASE data set. */
export const dcase = async (context: CliContext, options: DcaseOptions): Promise<ExitCode> => {
  const { terminal, json } = context
  const { appVersion } = await import('../../core/host/app-files.ts')
  const isSeveral = options.detector.length > 1
  const remark = engineRemark(options.engine, options.detector)
  if (remark !== null) terminal.note(remark)
  const runs: DcaseRun[] = []
  for (const detector of options.detector) {
    const outDir = path.resolve(isSeveral ? path.join(options.out, detector) : options.out)
    const run = await runOne(context, options, detector, outDir, appVersion())
    await save(outDir, run)
    for (const { machine, section, seed, reason } of run.failures) {
      terminal.note(`${machine} section ${section}, seed ${seed}: ${reason}`)
    }
    if (!json) terminal.print(runTable(run))
    runs.push(run)
  }
  if (json) {
    const answers = runs.map(run => ({ ...run, officialScore: officialSpread(run).mean }))
    terminal.print(JSON.stringify(isSeveral ? answers : answers[0]))
  }
  if (isSeveral) await ablation({ ...context, json: false }, { out: options.out, isQuiet: json })
  else terminal.note(`Written to ${options.out}`)
  const failures = runs.flatMap(run => run.failures)
  const partial = failures.filter(({ scored }) => scored !== undefined).length
  return exitCodeFor(
    runs.reduce((sum, { done }) => sum + done.length, partial),
    failures.length
  )
}
