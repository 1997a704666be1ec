import { createRandomSource } from '../random.ts'
import type { SystemClip } from './system.ts'

/** Fewer recordings are all trained on: too few would be left to set a threshold by. */
const ENOUGH_RECORDINGS = 20

/**
 * Which clips of one machine are trained on: a share of its recordings, chosen at random, is left out whole, so that
 * the threshold comes from clips that the network never saw.
 */
export const trainedOn = (clips: readonly SystemClip[], share: number, seed: number): boolean[] => {
  const recordings = [...new Set(clips.map(({ recording }) => recording))]
  if (recordings.length < ENOUGH_RECORDINGS) return clips.map(() => true)
  const order = createRandomSource(seed).permutation(recordings.length)
  const out = new Set(
    Array.from(order.subarray(0, Math.round(share * recordings.length)), place => recordings[place])
  )
  return clips.map(({ recording }) => !out.has(recording))
}
