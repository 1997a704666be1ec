import path from 'node:path'
import { AppError } from '../../../contract/errors.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Network } from '../../models/network.ts'
import { createRandomSource } from '../../random.ts'
import type { FeatureFile } from '../../training/feature-file.ts'
import type { EpochReport } from '../../training/loop.ts'
import { aboutMachine } from '../by-machine.ts'
import { inBatches } from '../in-batches.ts'
import type { HeldOutScore, SystemClip, SystemContext } from '../system.ts'
import { trainingFingerprint } from '../training-fingerprint.ts'
import { createCovarianceSum, meanRowDistance, meanSquare, officialDistance } from './covariance.ts'
import { createErrorScorer, errorsOf, trainNetwork } from './network.ts'
import { officialThreshold } from './official-threshold.ts'
import type { TrainedNetwork } from './network.ts'
import type { MahalanobisParameters } from './parameters.ts'
import { clipOfWindow, openFrames, readWindows, windowCount, windowsOf } from './windows.ts'
import type { WindowRefs } from './windows.ts'

/** How errors become a score: mean square, or a squared distance by the precision of source and target errors. */
export type ErrorScore =
  | { readonly kind: 'mse' }
  | { readonly kind: MahalanobisParameters['distance']; readonly precisions: readonly Float64Array[] }

/** The autoencoder of one machine. */
export interface MachineModel {
  readonly network: Network
  readonly errorScore: ErrorScore
  readonly heldOut: readonly HeldOutScore[]
  /** Of the official script, where it was asked for and can be found. */
  readonly officialThreshold: number | null
  readonly epochs: number
}

export interface MachineFit {
  readonly engine: Engine
  readonly machine: string
  readonly clips: readonly SystemClip[]
  readonly params: MahalanobisParameters
  /** False: `ae-mse`. */
  readonly isMahalanobis: boolean
  readonly context: SystemContext
  readonly onEpoch: (report: EpochReport) => void
}

/** Score of a clip's errors; the smaller of source and target where there are two precisions. */
const scoreErrors = (errorScore: ErrorScore, errors: Float32Array): number => {
  if (errorScore.kind === 'mse') return meanSquare(errors)
  const distance = errorScore.kind === 'official' ? officialDistance : meanRowDistance
  return Math.min(...errorScore.precisions.map(precision => distance(errors, precision)))
}

/** Scores of `count` clips from the errors of all of them, one clip's after the other's. */
export const scoreEach = (errorScore: ErrorScore, errors: Float32Array, count: number): number[] => {
  const each = errors.length / count
  return Array.from({ length: count }, (_, clip) =>
    scoreErrors(errorScore, errors.subarray(clip * each, (clip + 1) * each))
  )
}

/**
 * Epochs of a network without a fold: as many steps as the whole one had where the time budget ended that early, or
 * the threshold would be that of a worse network; else all.
 */
export const heldOutEpochs = (
  { epochs: all }: Pick<MahalanobisParameters, 'epochs'>,
  trained: number,
  clips: number,
  clipsWithout: number
): number => Math.min(all, Math.ceil((trained * clips) / clipsWithout))

/**
 * Trains the network of one machine, and one without each fold of its recordings for the held-out scores. The time
 * budget is shared equally: the whole network ends with its share, and the others take as many steps.
 */
export const fitMachine = async (fit: MachineFit): Promise<MachineModel> => {
  const { clips, params, context } = fit
  const file = await openFrames(clips, context)
  try {
    const folds = foldsOf(clips, params.folds, context.seed)
    const everything = clips.map((_, index) => index)
    const parts = [everything, ...folds.map(fold => everything.filter(index => !fold.includes(index)))]
    const work = parts.reduce((sum, part) => sum + part.length, 0)
    let done = 0
    const run = async (
      part: readonly number[],
      order: number,
      limits: Limits
    ): Promise<TrainedNetwork & { score: ErrorScore }> => {
      const trained = await trainPart(fit, file, part, order, {
        shareDone: done / work,
        share: part.length / work,
        ...limits
      })
      done += part.length
      return { ...trained, score: await errorScoreOf(fit, file, trained) }
    }
    const main = await run(everything, 0, {
      epochs: params.epochs,
      budgetS: (context.budgetS ?? Infinity) / parts.length
    })
    try {
      const heldOut: HeldOutScore[] =
        folds.length === 0 ? await scoresOf(fit, file, main.network, main.score, everything) : []
      for (const [index, fold] of folds.entries()) {
        const part = parts[index + 1] ?? []
        const epochs = heldOutEpochs(params, main.result.epochs, clips.length, part.length)
        const { network, score } = await run(part, index + 1, { epochs, budgetS: Infinity })
        try {
          heldOut.push(...(await scoresOf(fit, file, network, score, fold)))
        } finally {
          network.parameters.dispose()
        }
      }
      return {
        ...{ network: main.network, errorScore: main.score, heldOut, epochs: main.result.epochs },
        officialThreshold: await officialThresholdOf(fit, file, main, main.score)
      }
    } catch (error) {
      main.network.parameters.dispose()
      throw error
    }
  } finally {
    await file.close()
  }
}

/** How long one network is trained. */
interface Limits {
  readonly epochs: number
  readonly budgetS: number
}

const trainPart = (
  { engine, machine, clips, params: given, context, onEpoch }: MachineFit,
  file: FeatureFile,
  part: readonly number[],
  order: number,
  { shareDone, share, epochs, budgetS }: Limits & { readonly shareDone: number; readonly share: number }
): Promise<TrainedNetwork> => {
  const params = { ...given, epochs }
  return trainNetwork(
    engine,
    {
      file,
      clips: part,
      params,
      seed: context.seed + order,
      budgetS,
      checkpointFolder:
        context.checkpointDir === undefined ? null : path.join(context.checkpointDir, `part-${order}`),
      fingerprint: trainingFingerprint(
        [machine, order, params, context.seed],
        engine,
        part.flatMap(index => clips[index] ?? [])
      ),
      onStep: fraction => {
        const message = order === 0 ? 'training' : `training without held-out part ${order}`
        context.report?.(shareDone + share * fraction, message)
      },
      onEpoch: order === 0 ? onEpoch : () => undefined
    },
    context
  )
}

/** Whole recordings in random order, dealt into folds; none where there are fewer than two recordings. */
const foldsOf = (clips: readonly SystemClip[], count: number, seed: number): number[][] => {
  const recordings = [...new Set(clips.map(({ recording }) => recording))]
  const folds = Math.min(count, recordings.length)
  if (folds < 2) return []
  const order = createRandomSource(seed).permutation(recordings.length)
  const foldOf = new Map(Array.from(order, (place, index) => [recordings[place], index % folds]))
  return Array.from({ length: folds }, (_, fold) =>
    clips.flatMap(({ recording }, index) => (foldOf.get(recording) === fold ? [index] : []))
  )
}

const errorScoreOf = async (
  { engine, clips, params, isMahalanobis }: MachineFit,
  file: FeatureFile,
  { network, windows }: TrainedNetwork
): Promise<ErrorScore> => {
  if (!isMahalanobis) return { kind: 'mse' }
  const isTarget = (window: number): boolean => clips[clipOfWindow(window)]?.domain === 'target'
  const scorer = createErrorScorer(engine, network)
  const precisions: Float64Array[] = []
  try {
    for (const part of [windows.filter(window => !isTarget(window)), windows.filter(isTarget)]) {
      if (part.length === 0) continue
      const sum = createCovarianceSum()
      for (let from = 0; from < part.length; from += params.batch) {
        const batch = part.subarray(from, from + params.batch)
        sum.add(await errorsOf(engine, scorer, readWindows(file, batch)), batch.length)
      }
      precisions.push(sum.precision())
    }
  } finally {
    scorer.dispose()
  }
  if (precisions.length === 0) throw new AppError('too-few-normals', 'There are no windows to learn from')
  return { kind: params.distance, precisions }
}

/** The official threshold where the parameters ask for it; null, with a warning, where none can be fitted. */
const officialThresholdOf = async (
  { engine, machine, params, context }: MachineFit,
  file: FeatureFile,
  trained: TrainedNetwork,
  errorScore: ErrorScore
): Promise<number | null> => {
  if (params.threshold !== 'official-gamma') return null
  const scorer = createErrorScorer(engine, trained.network)
  const scoresByBatch = async (windows: WindowRefs): Promise<number[]> => {
    const scores: number[] = []
    for (let from = 0; from < windows.length; from += params.batch) {
      context.signal?.throwIfAborted()
      const rows = readWindows(file, windows.subarray(from, from + params.batch))
      scores.push(scoreErrors(errorScore, await errorsOf(engine, scorer, rows)))
    }
    return scores
  }
  try {
    // Of the mean squared error the official script takes the losses that the last epoch was trained by.
    const training =
      errorScore.kind === 'mse' ? trained.result.lastBatchLosses : await scoresByBatch(trained.windows)
    const threshold = officialThreshold([...training, ...(await scoresByBatch(trained.validation))])
    if (threshold === null) {
      context.warn?.(
        aboutMachine(
          machine,
          'too few batches for the official threshold, the held-out scores set it instead'
        )
      )
    }
    return threshold
  } finally {
    scorer.dispose()
  }
}

const scoresOf = async (
  { engine, clips, context }: MachineFit,
  file: FeatureFile,
  network: Network,
  errorScore: ErrorScore,
  part: readonly number[]
): Promise<HeldOutScore[]> => {
  const scorer = createErrorScorer(engine, network)
  const whole = part.filter(index => windowCount(file.lengthOf(index)) >= 1)
  try {
    const scores = await inBatches(engine, whole, {
      featuresOf: async index => {
        context.signal?.throwIfAborted()
        return readWindows(file, windowsOf(file, [index]))
      },
      resultsOf: async (_, rows, count) => scoreEach(errorScore, await errorsOf(engine, scorer, rows), count)
    })
    return whole.map((index, place) => ({ clipId: clips[index]?.id ?? '', score: scores[place] as number }))
  } finally {
    scorer.dispose()
  }
}
