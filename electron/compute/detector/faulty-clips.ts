import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import { extractFeatures } from '../../ml/detectors/auto/features.ts'
import { FAULT_LEVELS_DB, SYNTHETIC_FAULTS, withFault } from '../../ml/detectors/deeper/synthetic-faults.ts'
import type { SystemClip } from '../../ml/detectors/system.ts'
import type { SystemFitJob } from './fit-system.ts'
import { spread } from './spread.ts'
import { clipToScore } from './store-clips.ts'

/** A held-out normal with a synthetic fault. */
export interface FaultyClip {
  /** Its place among this machine's clips. */
  readonly index: number
  readonly system: SystemClip
  readonly features: () => Promise<ClipFeatures>
}

/** Some of a half's normals, each with every fault; levels take turns, and the seed makes it the same every time. */
export const faultyClips = (
  { clips, input }: SystemFitJob,
  half: readonly number[],
  count: number,
  signal: AbortSignal
): FaultyClip[] =>
  spread(half, count).flatMap((index, turn) => {
    const entry = clips[index]
    if (entry === undefined) return []
    return SYNTHETIC_FAULTS.map((fault, kind) => {
      const clip = clipToScore(entry.clip, signal)
      const levelDb = FAULT_LEVELS_DB[(turn + kind) % FAULT_LEVELS_DB.length] ?? 0
      const waveform = async (): Promise<Float32Array> =>
        withFault(await clip.waveform(), fault, levelDb, input.seed + 1000 * kind + index)
      return {
        index,
        system: {
          id: clip.id,
          machine: clip.machine,
          recording: clip.recording,
          domain: null,
          attributes: {},
          waveform
        },
        features: async () => extractFeatures(await waveform())
      }
    })
  })
