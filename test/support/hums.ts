import type { SystemClip } from '../../electron/ml/detectors/system.ts'
import { createRandomSource } from '../../electron/ml/random.ts'

/** A second of a hum with noise, another one for every seed. */
export const hum = (seed: number, pitchHz = 400): Float32Array => {
  const random = createRandomSource(seed)
  return Float32Array.from(
    { length: 16_000 },
    (_, index) => 0.1 * Math.sin((2 * Math.PI * pitchHz * index) / 16_000) + 0.01 * random.normal()
  )
}

/** A clip of its own recording. */
export const clipOf = (id: string, samples: Float32Array, machine = 'press'): SystemClip => ({
  ...{ id, machine, recording: id, attributes: {}, domain: null },
  waveform: () => Promise.resolve(samples)
})

/** Normal clips of one machine, n0.wav and so on. */
export const humClips = (count: number): SystemClip[] =>
  Array.from({ length: count }, (_, index) => clipOf(`n${index}.wav`, hum(index)))
