import { engineInUse } from '../../../ml/engine/in-use.ts'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DcaseInput, EvaluationRule } from '../../../contract/dcase.ts'
import { AppError } from '../../../contract/errors.ts'
import type {
  FittedSystem,
  SystemClip,
  SystemContext,
  TrainingProgress
} from '../../../ml/detectors/system.ts'
import type { AnySystem } from '../../../ml/detectors/systems.ts'
import { decisionFor } from '../../../ml/detectors/threshold.ts'
import { writeAtomically } from '../../../files/atomic.ts'
import { isStorageError } from '../../../files/storage-error.ts'
import { PARTIAL, writeResultFiles } from './result-files.ts'
import type { JudgedRecording } from './result-files.ts'
import { seedDir } from './state.ts'
import type { RunState } from './state.ts'
import { clipsOf } from './units.ts'
import type { Unit, UnitRecording, UnscoredRecording } from './units.ts'

/** What runs of all seeds share. */
export interface BenchContext {
  readonly input: DcaseInput
  readonly system: AnySystem
  readonly params: Readonly<Record<string, unknown>>
  readonly isJoint: boolean
  readonly rule: EvaluationRule
  readonly state: RunState
  readonly signal: AbortSignal
  readonly warn: (message: string) => void
}

type Report = (fraction: number, message: string) => void

const checkpointDir = (outDir: string, seed: number, name: string): string =>
  path.join(seedDir(outDir, seed), `checkpoint-${name}`)

/** Share of a group's progress that fitting has. */
const FIT_SHARE = 0.7

const contextOf = (
  { input, signal, warn }: BenchContext,
  seed: number,
  name: string,
  report: Report
): SystemContext & { readonly losses: readonly TrainingProgress[] } => {
  const losses: TrainingProgress[] = []
  return {
    seed,
    signal,
    warn,
    report,
    losses,
    allowsFewNormals: true,
    cacheDir: input.cacheDir,
    checkpointDir: checkpointDir(input.outDir, seed, name),
    ...(input.budgetS !== null && { budgetS: input.budgetS }),
    onEpoch: progress => losses.push(progress)
  }
}

const writeLosses = async (file: string, losses: readonly TrainingProgress[]): Promise<void> => {
  if (losses.length === 0) return
  const lines = losses.map(({ epoch, loss, validationLoss }) => `${epoch},${loss},${validationLoss ?? ''}`)
  await writeAtomically(file, 'cache', async handle => {
    await handle.write(`${['epoch,loss,validation_loss', ...lines].join('\n')}\n`)
  })
}

/** A joint network is kept: after an interruption the machines that are left are scored by the same one. */
const modelFiles = (outDir: string, seed: number): { readonly json: string; readonly arrays: string } => {
  const folder = path.join(seedDir(outDir, seed), 'model')
  return { json: path.join(folder, 'model.json'), arrays: path.join(folder, 'model.bin') }
}

const loadKept = async (
  { input, system, state, warn }: BenchContext,
  seed: number
): Promise<FittedSystem | null> => {
  const { json, arrays } = modelFiles(input.outDir, seed)
  // Only what this very run has kept is its own: something must be done already.
  if (!state.run().done.some(one => one.seed === seed)) return null
  try {
    return await system.load({ json: await readFile(json, 'utf8'), arrays: await readFile(arrays) })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    if (!(error instanceof AppError) || (error.code !== 'unreadable' && error.code !== 'unsupported'))
      throw error
    warn(`The network of seed ${seed} is trained again: ${error.message}`)
    return null
  }
}

const keep = async (fitted: FittedSystem, { input }: BenchContext, seed: number): Promise<void> => {
  const saved = await fitted.save()
  const files = modelFiles(input.outDir, seed)
  await writeAtomically(files.arrays, 'cache', async handle => {
    await handle.write(saved.arrays)
  })
  await writeAtomically(files.json, 'cache', async handle => {
    await handle.write(saved.json)
  })
}

/** An error that concerns one machine; anything else ends the run. */
const reasonOf = (error: unknown, signal: AbortSignal): string => {
  const isOwn =
    error instanceof AppError && !['cancelled', 'engine-missing', 'engine-lost'].includes(error.code)
  if (signal.aborted || !isOwn || isStorageError(error.details)) throw error
  return error.message
}

/** The recordings whose sound cannot be read, with the reason. */
const unreadableOf = async (
  recordings: readonly UnitRecording[],
  clips: readonly (readonly SystemClip[])[],
  signal: AbortSignal
): Promise<UnscoredRecording[]> => {
  const found: UnscoredRecording[] = []
  for (const [index, recording] of recordings.entries()) {
    try {
      for (const clip of clips[index] ?? []) await clip.waveform()
    } catch (error) {
      found.push({ ...recording, reason: reasonOf(error, signal) })
    }
  }
  return found
}

interface Judged {
  readonly judged: readonly JudgedRecording[]
  readonly unscored: readonly UnscoredRecording[]
}

/** Scores the recordings; where that fails because some cannot be read to their end, the others. */
const judge = async (
  fitted: FittedSystem,
  unit: Unit,
  recordings: readonly UnitRecording[],
  bench: BenchContext,
  context: SystemContext,
  threshold: number
): Promise<Judged> => {
  const { input, signal } = bench
  const clips = await clipsOf(unit, recordings, input, signal)
  let scores: Float64Array
  try {
    scores = await fitted.score(clips.flat(), context)
  } catch (error) {
    reasonOf(error, signal)
    const torn = await unreadableOf(recordings, clips, signal)
    if (torn.length === 0 || torn.length === recordings.length) throw error
    const files = new Set(torn.map(({ file }) => file))
    const rest = recordings.filter(({ file }) => !files.has(file))
    const { judged, unscored } = await judge(fitted, unit, rest, bench, context, threshold)
    return { judged, unscored: [...torn, ...unscored] }
  }
  let at = 0
  const judged = recordings.map(recording => {
    const own = scores.subarray(at, at + recording.clips)
    at += recording.clips
    const score = Math.max(...own)
    if (!Number.isFinite(score)) {
      throw new AppError('invalid', `${recording.file}: the score is no number`, { file: recording.file })
    }
    return { ...recording, score, isFlagged: score >= threshold }
  })
  return { judged, unscored: [] }
}

/** So many reasons are told; more are counted. */
const REASONS_TOLD = 5

const partialReason = (judged: readonly unknown[], unscored: readonly UnscoredRecording[]): string => {
  const told = unscored.slice(0, REASONS_TOLD).map(({ reason }) => reason)
  const more = unscored.length - told.length
  return (
    `no figures, for ${unscored.length} of its ${judged.length + unscored.length} test recordings cannot be ` +
    `read. The others are scored in ${PARTIAL}anomaly_score_*.csv. ${told.join('; ')}` +
    (more > 0 ? `; and ${more} more` : '')
  )
}

const scoreUnit = async (
  fitted: FittedSystem,
  unit: Unit,
  bench: BenchContext,
  context: SystemContext,
  startedAt: number
): Promise<void> => {
  const { input, state, warn, rule } = bench
  const { key, machine, section } = unit
  const { threshold, isFirm } = decisionFor(fitted, key)
  if (!isFirm) warn(`${key}: too few normals for a threshold, its decisions promise nothing`)
  const found = await judge(fitted, unit, unit.test, bench, context, threshold)
  const { judged } = found
  const unscored = [...unit.unscored, ...found.unscored]
  await writeResultFiles(seedDir(input.outDir, context.seed), unit, judged, unscored, rule)
  if (unscored.length > 0) {
    const reason = partialReason(judged, unscored)
    state.fail({ seed: context.seed, machine, section, reason, scored: judged.length })
    return
  }
  await state.add({
    seed: context.seed,
    machine,
    section,
    files: unit.files,
    trainClips: unit.train.reduce((sum, { clips }) => sum + clips, 0),
    testRecordings: unit.test.length,
    clipLengthS: unit.clipLengthS,
    threshold,
    epochs: fitted.epochs > 0 ? fitted.epochs : null,
    engine: engineInUse(),
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    finishedAt: new Date().toISOString()
  })
}

/** Fits one system to a group of units and scores them. */
const runGroup = async (
  units: readonly Unit[],
  seed: number,
  name: string,
  bench: BenchContext,
  report: Report
): Promise<void> => {
  const { input, system, params, state, signal, isJoint } = bench
  const startedAt = performance.now()
  const context = contextOf(bench, seed, name, (fraction, message) => report(FIT_SHARE * fraction, message))
  const fail = (unit: Unit, reason: string): void =>
    state.fail({ seed, machine: unit.machine, section: unit.section, reason })
  let fitted = isJoint ? await loadKept(bench, seed) : null
  try {
    if (fitted === null) {
      const clips = []
      for (const unit of units) clips.push(...(await clipsOf(unit, unit.train, input, signal)).flat())
      fitted = await system.fit(clips, params, context)
      await writeLosses(path.join(seedDir(input.outDir, seed), `loss_${name}.csv`), context.losses)
      if (isJoint) await keep(fitted, bench, seed)
      await rm(checkpointDir(input.outDir, seed, name), { recursive: true, force: true })
    }
  } catch (error) {
    const reason = reasonOf(error, signal)
    for (const unit of units) fail(unit, reason)
    return
  }
  try {
    for (const [index, unit] of units.entries()) {
      if (state.isDone(seed, unit)) continue
      const share = (1 - FIT_SHARE) / units.length
      const own = (fraction: number, message: string): void =>
        report(FIT_SHARE + share * (index + fraction), `${unit.key}: ${message}`)
      try {
        await scoreUnit(fitted, unit, bench, { ...context, report: own }, startedAt)
      } catch (error) {
        fail(unit, reasonOf(error, signal))
      }
    }
  } finally {
    fitted.dispose()
  }
}

/** One seed: one network over all units, or unit by unit; what is done already is passed over. */
export const runSeed = async (
  units: readonly Unit[],
  seed: number,
  bench: BenchContext,
  report: Report
): Promise<void> => {
  const open = units.filter(unit => !bench.state.isDone(seed, unit))
  if (open.length === 0) return
  if (bench.isJoint) {
    await runGroup(units, seed, 'all', bench, report)
    return
  }
  for (const [index, unit] of open.entries()) {
    bench.signal.throwIfAborted()
    await runGroup([unit], seed, unit.key, bench, (fraction, message) =>
      report((index + fraction) / open.length, message)
    )
  }
}
