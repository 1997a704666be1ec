import type { Badge } from '../common.ts'
import type { ErrorBody } from '../errors.ts'

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
