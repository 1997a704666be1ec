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
  /** Those that were made when the network read the clip, else they are made now. */
  readonly features: () => Promise<ClipFeatures>
}

/** The samples of a clip, kept until those of another one are asked for. */
const lastDecoded = (): ((clip: SystemClip) => Promise<Float32Array>) => {
  let last: { readonly clip: SystemClip; readonly samples: Promise<Float32Array> } | undefined
  return clip => {
    if (last?.clip !== clip) last = { clip, samples: clip.waveform() }
    return last.samples
  }
}

/**
 * Some of a half's normals, each with every fault; levels take turns, and the seed makes it the same every time. A
 * normal is decoded once for all its faults and for both detectors where clips are read in order: what the default
 * detector needs is small and is kept, the samples are not.
 */
export const faultyClips = (
  { clips, input }: Pick<SystemFitJob, 'clips'> & { readonly input: { readonly seed: number } },
  half: readonly number[],
  count: number,
  signal: AbortSignal
): FaultyClip[] => {
  const samplesOf = lastDecoded()
  return spread(half, count).flatMap((index, turn) => {
    const entry = clips[index]
    if (entry === undefined) return []
    const clip = clipToScore(entry.clip, signal)
    return SYNTHETIC_FAULTS.map((fault, kind): FaultyClip => {
      const levelDb = FAULT_LEVELS_DB[(turn + kind) % FAULT_LEVELS_DB.length] ?? 0
      let features: ClipFeatures | undefined
      const read = async (): Promise<{ samples: Float32Array; features: ClipFeatures }> => {
        const samples = withFault(await samplesOf(clip), fault, levelDb, input.seed + 1000 * kind + index)
        features ??= extractFeatures(samples)
        return { samples, features }
      }
      return {
        index,
        system: {
          id: clip.id,
          machine: clip.machine,
          recording: clip.recording,
          domain: null,
          attributes: {},
          waveform: async () => (await read()).samples
        },
        features: async () => features ?? (await read()).features
      }
    })
  })
}
