import type { DcaseInput, DcaseRun, DetectorFacts, Evaluation } from '../dcase.ts'
import type { EngineId } from '../engines.ts'
import type { InspectedFile, PackInput, UnpackInput } from '../exchange-tasks.ts'
import type { FalseAlarms } from '../models.ts'
import type { ReportData } from '../report-data.ts'
import type { EngineReport } from '../system.ts'
import type { ClipRef, RecentResult, ScoredClip } from './clips.ts'
import type { DetectInput, DetectItem, DetectOutcome } from './detect.ts'
import type { FitInput, FitItem, FitOutcome } from './fit.ts'
import type { PreparedFile, PrepareFile, PrepareInput } from './prepare.ts'

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
  detect: [DetectInput, DetectItem, DetectOutcome]
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
  /** `machines`: those to judge; null: all of the ground truth. */
  evaluate: [
    {
      readonly scoresDir: string
      readonly groundTruthDir: string
      readonly machines: readonly string[] | null
    },
    never,
    Evaluation
  ]
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
