import mt19937 from '@stdlib/random-base-mt19937'
import FFT from 'fft.js'
import { forEachPowerSpectrum, periodicHann } from '../../electron/dsp/stft.ts'
import { extractFeatures } from '../../electron/ml/detectors/auto/features.ts'
import { fitAuto } from '../../electron/ml/detectors/auto/fit.ts'
import type { FittedAuto } from '../../electron/ml/detectors/auto/fitted.ts'
import { loadSliderClips } from '../support/slider-clips.ts'
import type { LoadedClip } from '../support/slider-clips.ts'

const RATE_HZ = 16_000
const BURST_S = 0.5
const BANDS = 8
/** A power of two of at least 0.5 s. */
const NOISE_SIZE = 8192

/** A clip with a planted burst and where it is. */
interface Planted {
  readonly samples: Float32Array
  readonly startS: number
  readonly band: number
}

/** How often the lane's maximum found the burst. */
export interface LaneFigures {
  readonly clips: number
  /** The middle of the highest window lies within 0.5 s of the burst's middle. */
  readonly placed: number
  /** The burst's 1-kHz band is among the three that stand out most there. */
  readonly banded: number
  readonly both: number
}

/** RMS of a clip within one 1-kHz band, from its mean power spectrum by Parseval's theorem. */
const bandRms = (samples: Float32Array, band: number): number => {
  const shape = { fftSize: 4096, hop: 2048 }
  const binsPerBand = (1000 * shape.fftSize) / RATE_HZ
  let sum = 0
  let frames = 0
  forEachPowerSpectrum(samples, shape, power => {
    for (let bin = band * binsPerBand; bin < (band + 1) * binsPerBand; bin++) sum += power[bin] as number
    frames++
  })
  const windowEnergy = periodicHann(shape.fftSize).reduce((total, weight) => total + weight * weight, 0)
  return Math.sqrt((2 * sum) / frames / shape.fftSize / windowEnergy)
}

/** Noise of 0.5 s in one 1-kHz band, RMS 1. */
const bandNoise = (band: number, random: () => number): Float32Array => {
  const fft = new FFT(NOISE_SIZE)
  const spectrum = new Float64Array(2 * NOISE_SIZE)
  const noise = new Float64Array(2 * NOISE_SIZE)
  const binsPerBand = (1000 * NOISE_SIZE) / RATE_HZ
  for (let bin = band * binsPerBand + 1; bin < (band + 1) * binsPerBand; bin++) {
    const phase = 2 * Math.PI * random()
    spectrum[2 * bin] = Math.cos(phase)
    spectrum[2 * bin + 1] = Math.sin(phase)
  }
  fft.transform(noise, spectrum)
  const samples = Float32Array.from({ length: BURST_S * RATE_HZ }, (_, index) => noise[2 * index] as number)
  const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
  return samples.map(value => value / rms)
}

/** Adds 0.5 s of noise in one 1-kHz band; its RMS is `db` above the clip's RMS within that same band. */
const plant = (clip: Float32Array, db: number, random: () => number): Planted => {
  const band = Math.floor(random() * BANDS)
  const startS = random() * (clip.length / RATE_HZ - BURST_S)
  const gain = bandRms(clip, band) * 10 ** (db / 20)
  const samples = Float32Array.from(clip)
  const from = Math.floor(startS * RATE_HZ)
  bandNoise(band, random).forEach((value, index) => {
    samples[from + index] = (samples[from + index] as number) + gain * value
  })
  return { samples, startS, band }
}

/** Plants one burst in each clip and asks the lane where it is. */
export const measureLane = (
  fitted: FittedAuto,
  clips: readonly LoadedClip[],
  db: number,
  seed: number
): LaneFigures => {
  const integers = mt19937.factory({ seed })
  const random = (): number => integers() / 2 ** 32
  const found = clips.map(clip => {
    const { samples, startS, band } = plant(clip.samples, db, random)
    const { peakS, topBands } = fitted.lane(extractFeatures(samples))
    return {
      isPlaced: Math.abs(peakS - (startS + BURST_S / 2)) <= 0.5,
      isBanded: topBands.includes(band)
    }
  })
  return {
    clips: clips.length,
    placed: found.filter(({ isPlaced }) => isPlaced).length,
    banded: found.filter(({ isBanded }) => isBanded).length,
    both: found.filter(({ isPlaced, isBanded }) => isPlaced && isBanded).length
  }
}

/** A model of the training normals and the thirty held-out normals. */
export const laneMaterial = async (): Promise<{ fitted: FittedAuto; heldOut: LoadedClip[] }> => {
  const train = await loadSliderClips('train')
  const clips = train.map(({ file, samples }, order) => ({
    id: file,
    group: file,
    order,
    features: extractFeatures(samples)
  }))
  const heldOut = (await loadSliderClips('test')).filter(({ file }) => file.startsWith('normal'))
  return { fitted: fitAuto({ clips }, { ignoreLevel: false }), heldOut }
}

/** Prints how often the lane finds planted bursts as Markdown (`--seeds N`, default 3). */
export const run = async (args: readonly string[]): Promise<void> => {
  const at = args.indexOf('--seeds')
  const seeds = at === -1 ? 3 : Number(args[at + 1])
  const { fitted, heldOut } = await laneMaterial()
  console.log('Bursts of 0.5 s in one random 1-kHz band, in normals that were not in the fit\n')
  console.log(
    '| burst over the clip in its band | seed | place within 0.5 s | band among top 3 | both | of |'
  )
  console.log('|---|---|---|---|---|---|')
  for (const db of [9, 6]) {
    for (let seed = 1; seed <= seeds; seed++) {
      const { placed, banded, both, clips } = measureLane(fitted, heldOut, db, seed)
      console.log(`| +${db} dB | ${seed} | ${placed} | ${banded} | ${both} | ${clips} |`)
    }
  }
}
