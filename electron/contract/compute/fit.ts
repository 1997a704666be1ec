import type { Check, FalseAlarms, Sibling, StoreDetectorId, Training, TrainingPoint } from '../models.ts'
import type { ClipRefusal, FitClip, ScoredClip } from './clips.ts'

/** Another machine that a deeper fit learns from. */
export interface FitSibling {
  readonly sibling: Sibling
  readonly clips: readonly FitClip[]
}

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
