import path from 'node:path'
import type { DetectFile, DetectItem } from '../../contract/compute.ts'
import type { EngineChoice } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import type { DetectorId } from '../../contract/models.ts'
import { createCompute } from '../../core/compute-host/index.ts'
import { listFiles } from '../../core/imports/list-files.ts'
import type { CliContext } from '../context.ts'
import { engineRemark, repeatsRemark } from '../engine-remark.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { provisionalRemark, trainedText } from '../fit-remarks.ts'
import { saveFile } from '../save-file.ts'
import { csv } from '../table.ts'

export interface DetectOptions {
  readonly normal: string
  readonly test: string
  readonly detector: DetectorId
  readonly param: Readonly<Record<string, string>>
  readonly engine: EngineChoice
  /** Minutes. */
  readonly timeBudget: number
  readonly ignoreLevel?: boolean
  readonly channel: number
  readonly clipSeconds?: number
  readonly seed: number
  readonly out?: string
}

type Scored = Extract<DetectItem, { kind: 'score' }>
type Unscored = Extract<DetectItem, { kind: 'refused' | 'failed' }>

interface Listed {
  readonly files: readonly DetectFile[]
  readonly problems: number
}

/** The audio files of a folder, named relative to it; folders that cannot be read are named. */
const filesOf = async (folder: string, { terminal }: CliContext): Promise<Listed> => {
  const listing = await listFiles([folder], { namesRoots: false })
  const [first] = listing.unreadable
  if (listing.files.length === 0 && first !== undefined) {
    throw new AppError('unreadable', `${folder}: ${first.reason}`, { folder })
  }
  for (const { file, reason } of listing.unreadable) terminal.note(`${path.join(folder, file)}: ${reason}`)
  if (listing.files.length === 0) {
    throw new AppError('not-found', `There are no audio files in ${folder}`, { folder })
  }
  return {
    files: listing.files.map(({ relativePath, path }) => ({ file: relativePath, path })),
    problems: listing.unreadable.length
  }
}

/** Fits on one folder and scores another, with nothing left behind: no machine, no data folder. */
export const detect = async (context: CliContext, options: DetectOptions): Promise<ExitCode> => {
  const { terminal, signal } = context
  const [normals, tests] = [await filesOf(options.normal, context), await filesOf(options.test, context)]
  const remark = engineRemark(options.engine, [options.detector])
  if (remark !== null) terminal.note(remark)
  const compute = createCompute({ log: () => undefined })
  const scored: Scored[] = []
  const unscored: Unscored[] = []
  const nameUnscored = (): void => {
    terminal.clearProgress()
    for (const { file, reason, isNormal } of unscored) {
      terminal.note(`${path.join(isNormal ? options.normal : options.test, file)}: ${reason}`)
    }
  }
  try {
    const result = await compute
      .run(
        'detect',
        {
          detector: options.detector,
          ignoreLevel: options.ignoreLevel === true,
          channel: options.channel,
          clipLengthS: options.clipSeconds ?? null,
          seed: options.seed,
          params: options.param,
          budgetS: options.timeBudget * 60,
          normals: normals.files,
          tests: tests.files
        },
        {
          signal,
          onProgress: (fraction, message) => terminal.progress(fraction, message),
          onItem: item => {
            if (item.kind === 'score') scored.push(item)
            else unscored.push(item)
          },
          engine: options.engine,
          onEngineLost: message => {
            // Scores of two models must not be mixed.
            scored.length = 0
            unscored.length = 0
            terminal.note(`An engine was lost, all begins again on another: ${message}`)
          }
        }
      )
      .catch((error: unknown) => {
        // Too few normals: the files that could not be read are why.
        nameUnscored()
        throw error
      })
    nameUnscored()
    if (result.isProvisional) terminal.note(provisionalRemark(result.heldOut, result.normals))
    for (const note of result.notes) {
      if (remark === null || !repeatsRemark(options.engine, note)) terminal.note(note)
    }
    if (result.epochs !== null) {
      const trained = trainedText([result.epochs], result.epochsAsked, options.timeBudget * 60)
      terminal.note(`Trained ${trained}${result.engine === null ? '' : ` (${result.engine})`}.`)
    }
    const order = new Map(tests.files.map(({ file }, index) => [file, index]))
    const rows = scored.toSorted((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0))
    if (rows.length === 0) throw new AppError('unreadable', `No recording in ${options.test} could be scored`)
    await output(context, options, rows, unscored, result)
    // A normal that can be read but not learned from (too short, silent, a copy) is named, yet nothing failed.
    const lost = unscored.filter(({ kind, isNormal }) => kind === 'failed' || !isNormal)
    const problems = lost.length + normals.problems + tests.problems
    return problems === 0 ? EXIT.allDone : EXIT.someFailed
  } finally {
    terminal.clearProgress()
    await compute.close()
  }
}

const output = async (
  { json, terminal }: CliContext,
  options: DetectOptions,
  rows: readonly Scored[],
  unscored: readonly Unscored[],
  facts: object
): Promise<void> => {
  const text = json
    ? `${JSON.stringify({
        ...facts,
        results: rows.map(({ file, score, pValue, isFlagged }) => ({ file, score, pValue, isFlagged })),
        notScored: unscored.map(({ file, reason, isNormal }) => ({ file, reason, isNormal }))
      })}\n`
    : csv(
        ['file', 'score', 'p_value', 'flagged'],
        rows.map(row => [row.file, row.score, row.pValue, row.isFlagged ? 1 : 0])
      )
  if (options.out === undefined) return terminal.print(text)
  saveFile(options.out, text)
  terminal.note(`${rows.length} recordings scored: ${options.out}`)
}
