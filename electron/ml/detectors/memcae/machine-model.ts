import { AppError } from '../../../contract/errors.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Network } from '../../models/network.ts'
import type { Checkpoints } from '../../training/checkpoint.ts'
import { aboutMachine } from '../by-machine.ts'
import { trainedOn } from '../hold-out.ts'
import { inBatches } from '../in-batches.ts'
import type { HeldOutScore, SystemClip, SystemContext } from '../system.ts'
import { createErrorScorer, createNetwork, errorsOf, trainNetwork } from './network.ts'
import type { MemcaeParameters } from './parameters.ts'
import { framesOf, openSpectra, readFrames } from './spectra.ts'
import type { Take } from './spectra.ts'

/** Shares of the progress: spectrograms, training; held-out scores have the rest. */
const SPECTRA_SHARE = 0.1
const TRAINING_SHARE = 0.85

/** The network of one machine. */
export interface MachineModel {
  readonly network: Network
  readonly heldOut: readonly HeldOutScore[]
  readonly epochs: number
}

export interface MachineFit {
  readonly engine: Engine
  readonly machine: string
  readonly clips: readonly SystemClip[]
  readonly params: MemcaeParameters
  readonly context: SystemContext
  readonly checkpoints?: Checkpoints
}

/** A take, and what it is for: training, or a held-out score. */
interface PlannedTake extends Take {
  readonly isTrainedOn: boolean
  readonly isScored: boolean
}

/** Trains the network of one machine and scores the recordings that it was not trained on. */
export const fitMachine = async (fit: MachineFit): Promise<MachineModel> => {
  const { engine, params, context, checkpoints } = fit
  const takes = planTakes(fit)
  const file = await openSpectra(engine, takes, partOf(context, 0, SPECTRA_SHARE))
  const network = createNetwork(engine, context.seed, params)
  try {
    const pick = (isWanted: (take: PlannedTake) => boolean): number[] =>
      takes.flatMap((take, index) => (isWanted(take) ? [index] : []))
    const part = {
      ...{ file, params },
      takes: pick(({ isTrainedOn }) => isTrainedOn),
      validation: pick(({ isTrainedOn }) => !isTrainedOn),
      ...(checkpoints !== undefined && { checkpoints })
    }
    const progress = partOf(context, SPECTRA_SHARE, TRAINING_SHARE)
    const { epochs } = await trainNetwork(engine, network, part, progress)
    const scorer = createErrorScorer(engine, network)
    try {
      const scored = pick(({ isScored }) => isScored)
      const scores = await inBatches(engine, scored, {
        featuresOf: async take => {
          stopIfAborted(context)
          return readFrames(file, take, 0, framesOf(file, take))
        },
        resultsOf: (_, spectrograms, count) => errorsOf(engine, scorer, spectrograms, count)
      })
      const heldOut = scored.map((take, index) => ({
        clipId: takes[take]?.clip.id ?? '',
        score: scores[index] as number
      }))
      context.report?.(1, 'trained')
      return { network, heldOut, epochs }
    } finally {
      scorer.dispose()
    }
  } catch (error) {
    network.parameters.dispose()
    throw error
  } finally {
    await file.close()
  }
}

/** Trained clips at every speed, the others as they are. */
const planTakes = ({ machine, clips, params, context }: MachineFit): PlannedTake[] => {
  const isTrainedOn = trainedOn(clips, params.holdOut, context.seed)
  const hasHeldOut = isTrainedOn.includes(false)
  if (!hasHeldOut) {
    context.warn?.(
      aboutMachine(machine, 'no recordings are held out of the training, so its threshold errs low')
    )
  }
  const { speedChange } = params
  if (speedChange > 0 && clips.some(({ atSpeed }) => atSpeed === undefined)) {
    context.warn?.(
      aboutMachine(machine, 'clips that are not there at other speeds are learned from as they are')
    )
  }
  return clips.flatMap((clip, index): PlannedTake[] => {
    if (isTrainedOn[index] === false) return [{ clip, speed: 1, isTrainedOn: false, isScored: true }]
    const isVaried = speedChange > 0 && clip.atSpeed !== undefined
    const speeds = isVaried ? [1, 1 - speedChange, 1 + speedChange] : [1]
    return speeds.map(speed => ({ clip, speed, isTrainedOn: true, isScored: !hasHeldOut && speed === 1 }))
  })
}

/** The context of a part of the work: its progress is a share of the whole. */
const partOf = (context: SystemContext, done: number, share: number): SystemContext => ({
  ...context,
  report: (fraction, message) => context.report?.(done + share * fraction, message)
})

/** @throws AppError cancelled */
export const stopIfAborted = ({ signal }: Pick<SystemContext, 'signal'>): void => {
  if (signal?.aborted === true) throw new AppError('cancelled', 'The work was cancelled')
}
