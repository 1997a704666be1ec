import type { Badge, Domain } from '../common.ts'
import type { Lane, Reason, ViewScore } from '../results.ts'

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

/** One flag of the recent past, for the "new operating condition?" question. */
export interface RecentResult {
  readonly recordingId: string
  readonly isFlagged: boolean
  readonly bands: readonly number[]
  readonly views: readonly ViewScore[]
}
