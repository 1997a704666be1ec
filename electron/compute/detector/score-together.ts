import { AppError } from '../../contract/errors.ts'
import { MOST_CLIPS } from '../../ml/detectors/in-batches.ts'
import type { SystemClip } from '../../ml/detectors/system.ts'
import { decodedOnce } from './store-clips.ts'

/** Clips whose samples are held at the same time, and whose scores come together: a batch of a network. */
export const CLIPS_TOGETHER = MOST_CLIPS

/** Errors of a clip. An engine or a disk that is gone, and a cancel, end the work instead. */
const OF_THE_CLIP: ReadonlySet<string> = new Set([
  'unreadable',
  'unsupported',
  'invalid',
  'degenerate-normals'
])

/**
 * What `score` says of each clip, or the error that this clip costs. They are scored together; where that fails for
 * one of them, each is scored by itself. No clip is read twice.
 * @throws whatever concerns more than a clip
 */
export const scoreTogether = async <Score>(
  clips: readonly SystemClip[],
  score: (clips: readonly SystemClip[]) => Promise<readonly Score[]>,
  signal: AbortSignal
): Promise<(Score | AppError)[]> => {
  const own = clips.map(decodedOnce)
  const attempt = async (some: readonly SystemClip[]): Promise<readonly Score[] | AppError> => {
    try {
      return some.length === 0 ? [] : await score(some)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AppError) || !OF_THE_CLIP.has(error.code)) throw error
      return error
    }
  }
  const together = await attempt(own)
  if (!(together instanceof AppError)) return [...together]
  if (own.length === 1) return [together]
  const each: (Score | AppError)[] = []
  for (const clip of own) {
    const alone = await attempt([clip])
    each.push(alone instanceof AppError ? alone : (alone[0] as Score))
  }
  return each
}
