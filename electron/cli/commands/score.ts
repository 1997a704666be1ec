import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import path from 'node:path'
import type { Client } from '../../contract/client.ts'
import { AppError } from '../../contract/errors.ts'
import type { Model } from '../../contract/models.ts'
import type { Recording } from '../../contract/recordings.ts'
import { listFiles } from '../../core/imports/list-files.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { exitCodeFor } from '../exit-code.ts'
import { allRecordings, findMachine, findModel, isMeant, recordingPath } from '../find-machine.ts'
import { importPaths } from '../import-paths.ts'
import { runJob } from '../run-job.ts'
import { saveFile } from '../save-file.ts'
import { csv } from '../table.ts'

export interface ScoreOptions {
  readonly machine: string
  readonly model?: number
  readonly out?: string
}

interface ScoreRow {
  readonly file: string
  readonly score: number
  readonly pValue: number
  readonly isFlagged: boolean
  readonly isHeldOut: boolean
}

const sha256 = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Files of this computer come in first; what is not a path names recordings that the machine has. */
const chooseRecordings = async (
  client: Client,
  context: CliContext,
  machineId: string,
  names: readonly string[]
): Promise<{ recordings: Recording[]; failed: number }> => {
  if (names.length === 0) return { recordings: await allRecordings(client, machineId), failed: 0 }
  const paths = names.filter(name => existsSync(name)).map(name => path.resolve(name))
  const contents = new Set<string>()
  let failed = 0
  if (paths.length > 0) {
    const imported = await importPaths(client, context, machineId, paths, {})
    for (const { file, reason } of imported.failed) context.terminal.note(`${file}: ${reason}`)
    failed += imported.failed.length
    for (const file of (await listFiles(paths, { namesRoots: false })).files)
      contents.add(await sha256(file.path))
  }
  const all = await allRecordings(client, machineId)
  const recorded = names.filter(name => !existsSync(name))
  const missing = recorded.filter(name => !all.some(row => isMeant(row, name)))
  for (const name of missing)
    context.terminal.note(`${name}: neither a file here nor a recording of this machine`)
  return {
    recordings: all.filter(row => contents.has(row.sha256) || recorded.some(name => isMeant(row, name))),
    failed: failed + missing.length
  }
}

/** A recording's score by a model: that of its highest clip. */
const rowOf = async (client: Client, recording: Recording, model: Model): Promise<ScoreRow | null> => {
  const clips = await client.call('results.ofRecording', { recordingId: recording.id, modelId: model.id })
  const [highest] = clips.toSorted((a, b) => b.score - a.score)
  if (highest === undefined) return null
  const { score, pValue, isFlagged, isHeldOut } = highest
  return { file: recordingPath(recording), score, pValue, isFlagged, isHeldOut }
}

/** `score --machine M [FILES…]` */
export const score = (
  context: CliContext,
  names: readonly string[],
  options: ScoreOptions
): Promise<ExitCode> =>
  withCore(context, async client => {
    const { terminal } = context
    const { machine } = await findMachine(client, options.machine)
    const model = await findModel(client, machine.id, options.model)
    const { recordings, failed } = await chooseRecordings(client, context, machine.id, names)
    if (recordings.length === 0) throw new AppError('not-found', 'There is nothing to score')
    const started = client.call('models.score', {
      modelId: model.id,
      ...(names.length > 0 && { recordingIds: recordings.map(({ id }) => id) })
    })
    await runJob(client, context, started)
    const rows: ScoreRow[] = []
    for (const recording of recordings) {
      const row = await rowOf(client, recording, model)
      if (row === null) terminal.note(`${recordingPath(recording)}: not scored${badgesOf(recording)}`)
      else rows.push(row)
    }
    const unscored = failed + recordings.length - rows.length
    const text = context.json
      ? `${JSON.stringify({ model: model.version, threshold: model.threshold, results: rows })}\n`
      : csv(
          ['file', 'score', 'p_value', 'flagged', 'held_out'],
          rows.map(row => [row.file, row.score, row.pValue, row.isFlagged ? 1 : 0, row.isHeldOut ? 1 : 0])
        )
    if (options.out === undefined) terminal.print(text)
    else {
      saveFile(options.out, text)
      terminal.note(`${rows.length} recordings scored: ${options.out}`)
    }
    return exitCodeFor(rows.length, unscored)
  })

const badgesOf = ({ badges }: Recording): string =>
  badges.length === 0 ? '' : ` (${badges.map(({ code }) => code).join(', ')})`
