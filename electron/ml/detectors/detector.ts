import type { DetectorId } from '../../contract/models.ts'

/** What a fit may use besides its data: cancelling, progress 0 to 1 with a sentence part, a seed. */
export interface FitContext {
  readonly signal?: AbortSignal
  readonly report?: (fraction: number, message: string) => void
  readonly seed?: number
}

/** A fitted model as two parts to be written by the caller: plain JSON and one byte string of numbers. */
export interface SavedModel {
  readonly json: string
  readonly arrays: Uint8Array
}

/**
 * A method that learns from the normals of one machine. `Features` is what it needs of a clip, made once by the
 * caller; `Fitted` is what it can then do.
 */
export interface Detector<Set, Params, Fitted> {
  readonly id: DetectorId
  /** @throws AppError too-few-normals, degenerate-normals, cancelled */
  readonly fit: (set: Set, params: Params, context?: FitContext) => Promise<Fitted>
  readonly save: (fitted: Fitted) => SavedModel
  /** @throws AppError unreadable, unsupported */
  readonly load: (saved: SavedModel) => Fitted
}
