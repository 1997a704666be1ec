import { createRandomSource } from '../../random.ts'
import type { RandomSource } from '../../random.ts'

const SAMPLE_RATE_HZ = 16_000

/** Faults that a check mixes into normals; the project's choice, for machines of any kind. */
export const SYNTHETIC_FAULTS = ['impulses', 'whine', 'hiss'] as const
type SyntheticFault = (typeof SYNTHETIC_FAULTS)[number]

/** RMS of the fault relative to that of the clip, dB: from hardly there to plain. */
export const FAULT_LEVELS_DB = [-24, -18, -12, -6] as const

const between = (random: RandomSource, low: number, high: number): number =>
  low + (high - low) * random.uniform()

/** Blows at a nearly even pace, each ringing for some milliseconds, as of a damaged bearing or gear. */
const impulses = (samples: number, random: RandomSource): Float32Array => {
  const signal = new Float32Array(samples)
  const everyS = 1 / between(random, 5, 60)
  const ringHz = between(random, 1500, 6000)
  const decay = between(random, 400, 1500)
  for (let atS = everyS * random.uniform(); atS * SAMPLE_RATE_HZ < samples;) {
    const first = Math.floor(atS * SAMPLE_RATE_HZ)
    const end = Math.min(samples, first + Math.ceil((5 / decay) * SAMPLE_RATE_HZ))
    for (let index = first; index < end; index++) {
      const t = (index - first) / SAMPLE_RATE_HZ
      signal[index] = (signal[index] as number) + Math.exp(-decay * t) * Math.sin(2 * Math.PI * ringHz * t)
    }
    atS += everyS * (1 + 0.02 * random.normal())
  }
  return signal
}

/** A tone with two harmonics that comes and goes, as of a loose or rubbing part. */
const whine = (samples: number, random: RandomSource): Float32Array => {
  const toneHz = between(random, 300, 2500)
  const swellHz = between(random, 0.5, 4)
  const phase = 2 * Math.PI * random.uniform()
  return Float32Array.from({ length: samples }, (_, index) => {
    const t = index / SAMPLE_RATE_HZ
    const turn = 2 * Math.PI * toneHz * t
    const swell = 0.5 - 0.5 * Math.cos(2 * Math.PI * swellHz * t + phase)
    return swell * (Math.sin(turn) + 0.5 * Math.sin(2 * turn) + 0.25 * Math.sin(3 * turn))
  })
}

/** Noise through a resonance of two poles, as of a leak. */
const hiss = (samples: number, random: RandomSource): Float32Array => {
  const radius = 0.9
  const turn = (2 * Math.PI * between(random, 1500, 6500)) / SAMPLE_RATE_HZ
  const signal = new Float32Array(samples)
  let [last, before] = [0, 0]
  for (let index = 0; index < samples; index++) {
    const value = random.normal() + 2 * radius * Math.cos(turn) * last - radius * radius * before
    before = last
    last = value
    signal[index] = value
  }
  return signal
}

const MAKERS: Readonly<Record<SyntheticFault, (samples: number, random: RandomSource) => Float32Array>> = {
  impulses,
  whine,
  hiss
}

const rms = (signal: Float32Array): number => {
  let sum = 0
  for (const value of signal) sum += value * value
  return Math.sqrt(sum / signal.length)
}

/** A waveform (16 kHz) with a fault mixed in; the same fault for the same seed. */
export const withFault = (
  waveform: Float32Array,
  fault: SyntheticFault,
  levelDb: number,
  seed: number
): Float32Array => {
  const sound = MAKERS[fault](waveform.length, createRandomSource(seed))
  const gain = (rms(waveform) * 10 ** (levelDb / 20)) / (rms(sound) || 1)
  return waveform.map((value, index) => value + gain * (sound[index] as number))
}
