import type { DetectorId } from '../../contract/models.ts'
import type { SavedModel } from './detector.ts'

/** One clip as a trained system sees it: its 16 kHz mono samples, read when they are asked for, and what is known. */
export interface SystemClip {
  readonly id: string
  /** The machine (a store's machine id, a data set's machine type): one back-end is fitted for each. */
  readonly machine: string
  readonly domain: 'source' | 'target' | null
  /** Operating condition, for example { speed: '1.2' }; empty where none is known. */
  readonly attributes: Readonly<Record<string, string>>
  /** The recording it was cut from: clips of one recording never stand on both sides of a split. */
  readonly recording: string
  /** 16 kHz mono, 32768 levels to 1. Features are cached by the system, so this is called seldom. */
  readonly waveform: () => Promise<Float32Array>
  /** The same played so many times faster (1.1: shorter and higher by a tenth), where the source can. */
  readonly atSpeed?: (factor: number) => Promise<Float32Array>
  /** Another one whenever the samples would be others: features are cached under it, and not at all without it. */
  readonly cacheKey?: string
}

/** A point of the loss curve. */
export interface TrainingProgress {
  readonly epoch: number
  readonly epochs: number
  readonly loss: number
  /** Mean loss over held-out data, where the method has some. */
  readonly validationLoss: number | null
  /** Estimated from the steps so far, seconds; null before the first. */
  readonly remainingS: number | null
}

/** What a system may use besides its clips. */
export interface SystemContext {
  readonly seed: number
  readonly signal?: AbortSignal
  /** Fraction 0 to 1 with a sentence part. */
  readonly report?: (fraction: number, message: string) => void
  readonly onEpoch?: (progress: TrainingProgress) => void
  /** Training ends after the epoch in which this is used up, seconds; the model says how many epochs were trained. */
  readonly budgetS?: number
  /** Features that were made once are kept here between calls; nothing is cached without it. */
  readonly cacheDir?: string
  /** A training interrupted goes on from the checkpoint in this folder, and removes it when done. */
  readonly checkpointDir?: string
  /**
   * Too few normals are a warning, not a refusal: the system fits as well as it can. For checks of a data set's
   * layout; a machine of the application is never fitted like that.
   */
  readonly allowsFewNormals?: boolean
  /** Something that a person should know and that does not stop the work. */
  readonly warn?: (message: string) => void
}

/** A score of a training clip by a model (or back-end) that had not seen its recording. */
export interface HeldOutScore {
  readonly clipId: string
  readonly score: number
}

/** A trained system: one network, one back-end a machine. */
export interface FittedSystem {
  /** Epochs really trained; 0 where nothing is trained by gradient. */
  readonly epochs: number
  /** Higher is more anomalous; each clip by its machine's back-end. @throws AppError not-found for an unknown machine */
  readonly score: (clips: readonly SystemClip[], context?: SystemContext) => Promise<Float64Array>
  readonly heldOut: (machine: string) => readonly HeldOutScore[]
  /** A threshold of the method's own, where its parameters ask for one instead of that of the held-out scores. */
  readonly ownThreshold?: (machine: string) => number | null
  readonly save: () => Promise<SavedModel>
  /** Frees tensors. */
  readonly dispose: () => void
}

/** A method that trains over the normals of one or several machines. */
export interface System<Params> {
  readonly id: DetectorId
  /** Complete and valid parameters from a partial object. @throws AppError invalid-input */
  readonly parameters: (given: Readonly<Record<string, unknown>>) => Params
  /** @throws AppError too-few-normals, degenerate-normals, engine-missing, cancelled */
  readonly fit: (
    clips: readonly SystemClip[],
    params: Params,
    context: SystemContext
  ) => Promise<FittedSystem>
  /** @throws AppError unreadable, unsupported, engine-missing */
  readonly load: (saved: SavedModel) => Promise<FittedSystem>
}
