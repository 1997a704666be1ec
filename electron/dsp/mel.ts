import type { BandFrames } from './band-levels.ts'
import { forEachPowerSpectrum, frameCount } from './stft.ts'
import type { StftShape } from './stft.ts'

/** STFT shape and number of mel bands over 0 Hz to half the sample rate. */
export interface MelShape extends StftShape {
  readonly sampleRateHz: number
  readonly mels: number
}

/** Log-mel of the official DCASE Task 2 baseline, 2020 to 2026. */
export const DCASE_MEL: MelShape = { sampleRateHz: 16_000, fftSize: 1024, hop: 512, mels: 128 }

// Slaney's scale (Auditory Toolbox, 1998): linear below 1 kHz, 27 mels a factor of 6.4 above.
const LINEAR_HZ = 200 / 3
const BREAK_HZ = 1000
const BREAK_MEL = BREAK_HZ / LINEAR_HZ
const LOG_STEP = Math.log(6.4) / 27

const toMel = (hz: number): number =>
  hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP

const toHz = (mel: number): number =>
  mel < BREAK_MEL ? mel * LINEAR_HZ : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL))

/** One triangular filter: its first bin and its weights from there on. */
export interface MelFilter {
  readonly first: number
  readonly weights: Float64Array
}

/** Triangular mel filters of equal area, as librosa.filters.mel(norm='slaney', htk=False). */
export const melFilters = ({ sampleRateHz, fftSize, mels }: MelShape): MelFilter[] => {
  const top = toMel(sampleRateHz / 2)
  const edges = Float64Array.from({ length: mels + 2 }, (_, index) => toHz((top * index) / (mels + 1)))
  const hzPerBin = sampleRateHz / fftSize
  return Array.from({ length: mels }, (_, mel) => {
    const low = edges[mel] as number
    const centre = edges[mel + 1] as number
    const high = edges[mel + 2] as number
    const first = Math.max(0, Math.ceil(low / hzPerBin))
    const last = Math.min(fftSize / 2, Math.floor(high / hzPerBin))
    const weights = Float64Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
      const hz = (first + index) * hzPerBin
      const rise = (hz - low) / (centre - low)
      const fall = (high - hz) / (high - centre)
      return (2 / (high - low)) * Math.max(0, Math.min(rise, fall))
    })
    return { first, weights }
  })
}

const filterCache = new Map<string, MelFilter[]>()

const filtersFor = (shape: MelShape): MelFilter[] => {
  const key = `${shape.sampleRateHz} ${shape.fftSize} ${shape.mels}`
  const known = filterCache.get(key) ?? melFilters(shape)
  filterCache.set(key, known)
  return known
}

/**
 * Log-mel spectrogram in dB, 10 log10(max(power, float epsilon)), of a centred STFT with zero padding and a periodic
 * Hann window: librosa.feature.melspectrogram(power=2) as the official baseline takes it. Values as in BandFrames:
 * `values[mel * frames + frame]`.
 */
export const logMel = (samples: Float32Array, shape: MelShape): BandFrames => {
  const filters = filtersFor(shape)
  const frames = frameCount(samples.length, shape)
  const values = new Float32Array(shape.mels * frames)
  const scale = 10 / Math.LN10
  forEachPowerSpectrum(samples, shape, (power, frame) => {
    for (const [mel, { first, weights }] of filters.entries()) {
      let sum = 0
      for (let index = 0; index < weights.length; index++) {
        sum += (weights[index] as number) * (power[first + index] as number)
      }
      values[mel * frames + frame] = scale * Math.log(Math.max(sum, Number.EPSILON))
    }
  })
  return { bands: shape.mels, frames, values }
}
