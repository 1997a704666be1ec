/**
 * What the host and a compute process say to each other. Both ends are ours and of one version, so these are
 * plain types. Messages go by structured clone (typed arrays travel as they are). Paths are absolute.
 */
import type { Badge, Domain } from './common.ts'
import type { DcaseInput, DcaseRun, DetectorFacts, Evaluation } from './dcase.ts'
import type { EngineChoice, EngineId, EngineWish } from './engines.ts'
import type { ErrorBody } from './errors.ts'
import type {
  Check,
  DetectorId,
  FalseAlarms,
  Sibling,
  StoreDetectorId,
  Training,
  TrainingPoint
} from './models.ts'
import type { Lane, Reason, ViewScore } from './results.ts'
import type { EngineReport } from './system.ts'
import type { InspectedFile, PackInput, UnpackInput } from './exchange-tasks.ts'
import type { ReportData } from './report-data.ts'

/** A clip as a compute process needs it: where its features are cached, and how to make them again. */
export interface ClipRef {
  readonly clipId: string
  readonly recordingId: string
  readonly fileName: string
  readonly audioPath: string
  /** Counted from 1. */
  readonly channel: number
  readonly startS: number
  readonly lengthS: number
  readonly featuresPath: string
}

/** A normal clip of a fit. Clips come in the order of recording; clips of one recording share recordingId. */
export interface FitClip extends ClipRef {
  /** Condition, session or day where known: blocks are cut by it. */
  readonly block: string | null
  /** Operating condition where known. */
  readonly domain: Domain | null
  readonly attributes: Readonly<Record<string, string>>
}

/** Another machine that a deeper fit learns from. */
export interface FitSibling {
  readonly sibling: Sibling
  readonly clips: readonly FitClip[]
}

export interface PrepareFile {
  /** The caller's name for this file in the answers. */
  readonly key: string
  readonly path: string
  /** A take: it lies in the data folder and never changes, so that it need not be copied. */
  readonly isOwn?: boolean
}

/** Hash, copy, check and cut files of an import; items come in any order. */
export interface PrepareInput {
  readonly files: readonly PrepareFile[]
  readonly dataDir: string
  readonly channel: number
  readonly clipLengthS: number
  /** Contents that the machine has already: answered as duplicates, nothing is stored. */
  readonly knownSha256: readonly string[]
  /** False where the files lie in the data folder already (analysis again after a change of channel or length). */
  readonly copiesFiles: boolean
}

export interface PreparedClip {
  readonly index: number
  readonly startS: number
  readonly lengthS: number
}

export type PreparedFile =
  | { readonly key: string; readonly kind: 'failed'; readonly error: ErrorBody }
  | { readonly key: string; readonly kind: 'duplicate'; readonly sha256: string }
  | {
      readonly key: string
      readonly kind: 'ready'
      readonly sha256: string
      /** Path below the data folder, forward slashes: recordings/ab/<sha256>.<ext>. */
      readonly storedPath: string
      readonly sizeBytes: number
      readonly container: string
      readonly codec: string
      readonly sampleRateHz: number
      readonly channels: number
      readonly bitDepth: number | null
      readonly durationS: number
      /** Local wall time of the bext chunk, without zone. */
      readonly bextTime: string | null
      readonly levelDb: number
      readonly bandwidthHz: number
      readonly badges: readonly Badge[]
      /** Empty when the file is shorter than the clip length. */
      readonly clips: readonly PreparedClip[]
    }

export interface ClipScore {
  readonly clipId: string
  readonly recordingId: string
  readonly score: number
  readonly pValue: number
  readonly isHeldOut: boolean
  readonly views: readonly ViewScore[]
  /** 64 bands of 125 Hz, sum 1. */
  readonly bands: readonly number[]
  readonly reasons: readonly Reason[]
  readonly lane: Lane
}

/** A clip that cannot be judged (silence, narrower band than the normals, unreadable file). */
export interface ClipRefusal {
  readonly clipId: string
  readonly recordingId: string
  readonly reason: string
  readonly badge: Badge | null
}

export type ScoredClip =
  | { readonly kind: 'score'; readonly value: ClipScore }
  | { readonly kind: 'refused'; readonly value: ClipRefusal }

export interface FitInput {
  readonly detector: StoreDetectorId
  readonly ignoreLevel: boolean
  /** Of a detector other than `auto`, by name; what is left out has its default. */
  readonly params: Readonly<Record<string, unknown>>
  readonly seed: number
  /** Training ends after the epoch in which this is used up, seconds; null: never. */
  readonly budgetS: number | null
  readonly clips: readonly FitClip[]
  /** Machines of the same kind; for `deeper` alone. */
  readonly siblings: readonly FitSibling[]
  /** An existing empty folder; the model's files are written there. */
  readonly modelDir: string
  /** Features of systems are kept here between fits. */
  readonly cacheDir: string
  /** A training that was interrupted goes on from what lies here; gone when the fit is done. */
  readonly checkpointDir: string
}

/** What comes while a fit goes on: points of the loss curve, then the scores of its clips. */
export type FitItem = ScoredClip | { readonly kind: 'training'; readonly value: TrainingPoint }

export interface FitOutcome {
  readonly params: Record<string, unknown>
  readonly engine: string
  /** SHA-256 over the features of the clips learned from, in order. */
  readonly dataHash: string
  readonly threshold: number
  readonly monitorLine: number
  readonly isProvisional: boolean
  readonly falseAlarms: FalseAlarms
  /** Blocked held-out scores, in the order of the clips that were used. */
  readonly heldOutScores: readonly number[]
  readonly usedClipIds: readonly string[]
  readonly excluded: readonly ClipRefusal[]
  readonly warnings: readonly { readonly code: string; readonly params: Record<string, string | number> }[]
  readonly bandHz: number
  readonly training: Training | null
  readonly check: Check | null
}

export interface DetectFile {
  /** Path relative to its folder, forward slashes. */
  readonly file: string
  readonly path: string
}

export interface DetectInput {
  readonly detector: DetectorId
  readonly ignoreLevel: boolean
  readonly channel: number
  readonly clipLengthS: number | null
  readonly seed: number
  /** Parameters of a detector other than `auto`, by name; texts are read. */
  readonly params: Readonly<Record<string, unknown>>
  /** Training ends after the epoch in which this is used up, seconds; null: never. */
  readonly budgetS: number | null
  readonly normals: readonly DetectFile[]
  readonly tests: readonly DetectFile[]
}

export type DetectItem =
  | {
      readonly kind: 'score'
      readonly file: string
      readonly score: number
      readonly pValue: number
      readonly isFlagged: boolean
    }
  | {
      /** refused: read, but cannot be judged or learned from; failed: cannot be read. */
      readonly kind: 'refused' | 'failed'
      readonly file: string
      readonly reason: string
      /** True for a file of the normals: both folders may hold files of one name. */
      readonly isNormal: boolean
    }

/** One flag of the recent past, for the "new operating condition?" question. */
export interface RecentResult {
  readonly recordingId: string
  readonly isFlagged: boolean
  readonly bands: readonly number[]
  readonly views: readonly ViewScore[]
}

/** A file of the synthesised sample machine. */
export interface SampleFile {
  /** Path relative to the folder, for example normal/fan_20260901_081500.wav. */
  readonly file: string
  readonly fault: string | null
  readonly faultLevelDb: number | null
}

/** What networks are trained on here. */
export interface LearningEngine {
  /** As a model says it, for example "tensorflow, 2 threads"; null where there is none. */
  readonly engine: string | null
  /** Why there is none and what to do. */
  readonly why: string | null
  readonly matrixGflops: number | null
  readonly convolutionGradientGflops: number | null
}

/** name -> [input, item, result] of every task. */
export interface Tasks {
  prepare: [PrepareInput, PreparedFile, null]
  fit: [FitInput, FitItem, FitOutcome]
  score: [
    {
      readonly modelDir: string
      readonly clips: readonly ClipRef[]
      /** Features of systems are kept here; made for each call without it. */
      readonly cacheDir?: string
    },
    ScoredClip,
    null
  ]
  /** One channel at its own rate, at least `lengthS` long: the clip at its beginning is judged. */
  scoreSamples: [
    {
      readonly modelDir: string
      readonly samples: Float32Array
      readonly sampleRateHz: number
      readonly lengthS: number
    },
    never,
    ScoredClip
  ]
  nearestNormal: [
    { readonly modelDir: string; readonly clip: ClipRef },
    never,
    { readonly clipId: string } | null
  ]
  falseAlarmsAt: [{ readonly modelDir: string; readonly threshold: number }, never, FalseAlarms]
  newCondition: [
    { readonly recent: readonly RecentResult[] },
    never,
    { readonly recordingIds: readonly string[]; readonly correlation: number } | null
  ]
  detect: [
    DetectInput,
    DetectItem,
    {
      readonly clipLengthS: number
      readonly normals: number
      readonly isProvisional: boolean
      /** Epochs trained; null where the detector trains nothing. */
      readonly epochs: number | null
      /** What it was computed with, as a model says it; null where no engine was needed. */
      readonly engine: string | null
      /** What a person should know of the fit. */
      readonly notes: readonly string[]
    }
  ]
  peaks: [{ readonly audioPath: string; readonly channel: number; readonly outPath: string }, never, null]
  listen: [{ readonly audioPath: string; readonly channel: number; readonly outPath: string }, never, null]
  /** The bytes described at mediaUrl.spectrogram. */
  spectrogram: [
    {
      readonly audioPath: string
      readonly channel: number
      readonly startS: number
      readonly lengthS: number
    },
    never,
    { readonly bytes: Uint8Array }
  ]
  /** Lengths, channels and bext times from the files' headers, for the import plan; unreadable ones are left out. */
  probe: [
    { readonly files: readonly PrepareFile[] },
    {
      readonly key: string
      readonly durationS: number
      readonly channels: number
      readonly bextTime: string | null
    },
    null
  ]
  report: [
    { readonly data: ReportData; readonly outPath: string },
    never,
    { readonly pages: number; readonly sizeBytes: number }
  ]
  sample: [
    { readonly dir: string; readonly seed: number; readonly kind: 'first-run' | 'demo' },
    SampleFile,
    null
  ]
  detectors: [Record<string, never>, never, readonly DetectorFacts[]]
  /** A system over a DCASE data set; answers what run.json says. */
  dcase: [DcaseInput, { readonly kind: 'warning'; readonly message: string }, DcaseRun]
  /** Official figures of a folder of DCASE result files. */
  evaluate: [{ readonly scoresDir: string; readonly groundTruthDir: string }, never, Evaluation]
  /** Opens and measures one engine; the process should be its own. */
  measureEngine: [{ readonly engine: EngineId; readonly isPinned: boolean }, never, EngineReport]
  /** What a training would run on, and how fast that is; the process should be its own. */
  learningEngine: [Record<string, never>, never, LearningEngine]
  /** Writes an exported machine; answers its size. */
  pack: [PackInput, never, { readonly sizeBytes: number }]
  /** Table of contents and machine of an exported machine, without reading its content. */
  inspect: [{ readonly path: string; readonly fileName: string }, never, InspectedFile]
  /** Verifies an exported machine as a whole and lays its content out in a folder. */
  unpack: [UnpackInput, never, InspectedFile & { readonly shared: number }]
}

export type TaskName = keyof Tasks
export type TaskInput<N extends TaskName> = Tasks[N][0]
export type TaskItem<N extends TaskName> = Tasks[N][1]
export type TaskResult<N extends TaskName> = Tasks[N][2]

/** What a running task may do. */
export interface TaskContext<N extends TaskName> {
  readonly signal: AbortSignal
  /** Fraction 0 to 1 and a sentence part such as "312 of 1000 files". */
  report(fraction: number, message: string): void
  emit(item: TaskItem<N>): void
}

export interface RunOptions<N extends TaskName> {
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number, message: string) => void
  readonly onItem?: (item: TaskItem<N>) => void
  /** Short work for a person who waits: runs in a process that is kept warm instead of one of its own. */
  readonly isInteractive?: boolean
  /** The learning engine for this task; by default the process decides. */
  readonly engine?: EngineChoice
  /**
   * The engine in use was lost (a GPU that stopped, a driver that crashed): the task begins again from its input on
   * the next one, and items that came so far count no more. Without this, the task fails with engine-lost.
   */
  readonly onEngineLost?: (message: string) => void
}

/** The host's door to compute processes. */
export interface Compute {
  run<N extends TaskName>(name: N, input: TaskInput<N>, options?: RunOptions<N>): Promise<TaskResult<N>>
  close(): Promise<void>
}

/** Host to process. */
export type ToCompute =
  | {
      readonly kind: 'run'
      readonly taskId: number
      readonly name: TaskName
      readonly input: unknown
      readonly engines?: EngineWish
    }
  | { readonly kind: 'cancel'; readonly taskId: number }

/** Process to host. */
export type FromCompute =
  | { readonly kind: 'ready' }
  /** The process has opened this engine; `messages` say why no better one. */
  | { readonly kind: 'engine'; readonly id: EngineId; readonly messages: readonly string[] }
  | {
      readonly kind: 'progress'
      readonly taskId: number
      readonly fraction: number
      readonly message: string
    }
  | { readonly kind: 'items'; readonly taskId: number; readonly items: readonly unknown[] }
  | { readonly kind: 'done'; readonly taskId: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly taskId: number; readonly error: ErrorBody; readonly stack?: string }
