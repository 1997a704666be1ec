import type { RandomSource } from '../random.ts'

/** Part of the length of a clip by which its middle is moved at most, either way. */
export const TIME_WARP_REACH = 0.1

/**
 * Warps a spectrogram [frames x bins] in time as SpecAugment does (Park et al., Interspeech 2019): a random inner
 * frame is moved by up to `reach` of the length, the frames before and after it are stretched linearly, and the ends
 * stay. The number of frames stays; between frames values are interpolated linearly.
 */
export const timeWarp = (
  random: RandomSource,
  spectrogram: Float32Array,
  bins: number,
  reach: number = TIME_WARP_REACH
): Float32Array => {
  const frames = spectrogram.length / bins
  const last = frames - 1
  const span = Math.floor(reach * frames)
  if (span < 1 || frames < 2 * span + 3) return spectrogram.slice()
  const centre = span + 1 + Math.floor(random.uniform() * (frames - 2 * span - 2))
  const moved = centre + span * (2 * random.uniform() - 1)
  const warped = new Float32Array(spectrogram.length)
  for (let frame = 0; frame < frames; frame++) {
    const from =
      frame <= moved
        ? (frame / moved) * centre
        : centre + ((frame - moved) / (last - moved)) * (last - centre)
    const before = Math.min(Math.floor(from), last)
    const after = Math.min(before + 1, last)
    const share = from - before
    for (let bin = 0; bin < bins; bin++) {
      const early = spectrogram[before * bins + bin] ?? 0
      const late = spectrogram[after * bins + bin] ?? 0
      warped[frame * bins + bin] = early + share * (late - early)
    }
  }
  return warped
}
