import { createHash } from 'node:crypto'
import type { Engine } from '../engine/engine.ts'
import type { SystemClip } from './system.ts'

/**
 * Names a training for its checkpoint: how it is done (parameters, seed ...), by which engine on how many threads, and
 * on which clips in which order. A clip's cache key names its content, channel, place and length. Without an engine it
 * names a network that is finished, whichever engine trained it.
 */
export const trainingFingerprint = (
  how: readonly unknown[],
  engine: Pick<Engine, 'id' | 'threads'> | null,
  clips: readonly SystemClip[]
): string => {
  const what = clips.map(clip => [
    ...[clip.id, clip.cacheKey ?? '', clip.machine, clip.recording, clip.domain],
    Object.entries(clip.attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))
  ])
  return createHash('sha256')
    .update(JSON.stringify([how, engine && [engine.id, engine.threads], what]))
    .digest('hex')
}
