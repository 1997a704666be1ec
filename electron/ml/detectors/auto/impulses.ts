import type { BandFrames } from '../../../dsp/band-levels.ts'

/** Bands of 500 Hz in which impulses are counted. */
export const IMPULSE_BANDS = 16

const RISE = 10 ** 0.8
const LAG = 2
const REFRACTORY_FRAMES = 5
const QUIET_POWER = 1e-8

/**
 * Impulses per 500-Hz band: onsets where the power rises by 8 dB within two fine frames (16 ms), at least
 * 40 ms apart. Takes the powers (not dB) of the fine resolution.
 */
export const countImpulses = ({ bands, frames, values }: BandFrames): Uint16Array => {
  const counts = new Uint16Array(IMPULSE_BANDS)
  const width = bands / IMPULSE_BANDS
  const powers = new Float64Array(frames)
  for (let wide = 0; wide < IMPULSE_BANDS; wide++) {
    powers.fill(QUIET_POWER)
    for (let band = wide * width; band < (wide + 1) * width; band++) {
      const from = band * frames
      for (let frame = 0; frame < frames; frame++) {
        powers[frame] = (powers[frame] as number) + (values[from + frame] as number)
      }
    }
    let next = LAG
    for (let frame = LAG; frame < frames; frame++) {
      if (frame < next || (powers[frame] as number) < RISE * (powers[frame - LAG] as number)) continue
      counts[wide] = (counts[wide] as number) + 1
      next = frame + REFRACTORY_FRAMES
    }
  }
  return counts
}
