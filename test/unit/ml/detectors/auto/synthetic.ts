import { extractFeatures } from '../../../../../electron/ml/detectors/auto/features.ts'
import type { TrainingClip } from '../../../../../electron/ml/detectors/auto/fit.ts'
import { lcgNoise } from '../../../../fixtures/dsp/test-signal.ts'

/** What a synthetic machine sounds like in one clip. */
export interface Sound {
  readonly seconds?: number
  /** Rotation, Hz; the hum and its harmonics follow it. */
  readonly speedHz?: number
  readonly gain?: number
  /** Added to every sample. */
  readonly extra?: (index: number) => number
}

/** A humming machine in noise that swells twice a second; seeded, 16 kHz. */
export const machineSound = (
  seed: number,
  { seconds = 2, speedHz = 190, gain = 1, extra = () => 0 }: Sound = {}
): Float32Array => {
  const noise = lcgNoise(seconds * 16_000, seed * 7919 + 13)
  const phase = (seed % 17) / 3
  let smooth = 0
  return Float32Array.from(noise, (value, index) => {
    const t = index / 16_000
    smooth = 0.6 * smooth + 0.4 * value
    let hum = 0
    for (let harmonic = 1; harmonic <= 12; harmonic++) {
      hum += Math.sin(2 * Math.PI * harmonic * speedHz * t + harmonic * phase) / harmonic
    }
    const swell = 1 + 0.3 * Math.sin(4 * Math.PI * t + phase)
    return gain * (0.03 * hum + 0.05 * swell * smooth + extra(index))
  })
}

/** Normals of the synthetic machine, each its own recording. */
export const normals = (count: number, sound: Sound = {}, firstSeed = 1): TrainingClip[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `normal-${index}`,
    group: `recording-${index}`,
    order: index,
    features: extractFeatures(machineSound(firstSeed + index, sound))
  }))
