import type { DetectorId } from '../models.ts'

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

/** What is said of a whole detection, besides its items. */
export interface DetectOutcome {
  readonly clipLengthS: number
  readonly normals: number
  /** Clips whose held-out scores the threshold comes from. */
  readonly heldOut: number
  /** Too few of them for the threshold to be firm. */
  readonly isProvisional: boolean
  /** Epochs trained; null where the detector trains nothing. */
  readonly epochs: number | null
  /** Epochs asked for: more than were trained where the time budget ended the training. */
  readonly epochsAsked: number | null
  /** What it was computed with, as a model says it; null where no engine was needed. */
  readonly engine: string | null
  /** What a person should know of the fit. */
  readonly notes: readonly string[]
}
