import { bandPowers, toDecibels } from '../../../dsp/band-levels.ts'
import { levelDb } from '../../../dsp/statistics.ts'
import { bandwidthHz } from './bandwidth.ts'
import { countImpulses, IMPULSE_BANDS } from './impulses.ts'
import { laneRows } from './lane-features.ts'
import { RECIPE, SAMPLE_RATE_HZ, VIEW_VALUES } from './parameters.ts'
import { viewsOf } from './views.ts'

/** Everything that the `auto` detector and its checks need of one clip; made once, cached with a recording. */
export interface ClipFeatures {
  readonly sampleCount: number
  /** False where a sample is NaN or infinite; the numbers below are then zero. */
  readonly isFinite: boolean
  readonly levelDb: number
  /** Upper edge of what the recorder passed, Hz. */
  readonly bandwidthHz: number
  /** Equal for equal samples. */
  readonly fingerprint: string
  /** The five views, 385 values in dB, in the order of VIEWS. */
  readonly views: Float32Array
  /** Impulses per 500-Hz band. */
  readonly impulses: Uint16Array
  /** Lane rows in hundredths of a dB (see `laneRows`). */
  readonly lane: Int16Array
}

/** Shortest clip that has features, samples. */
export const MIN_SAMPLES = SAMPLE_RATE_HZ

/** Features of one clip at 16 kHz mono, level kept (full scale is 1). */
export const extractFeatures = (samples: Float32Array): ClipFeatures => {
  const level = samples.length === 0 ? Number.NaN : levelDb(samples)
  const fingerprint = fingerprintOf(samples)
  if (!Number.isFinite(level) || samples.length < MIN_SAMPLES) {
    return {
      sampleCount: samples.length,
      isFinite: samples.length === 0 || Number.isFinite(level),
      levelDb: Number.isFinite(level) ? level : 0,
      bandwidthHz: 0,
      fingerprint,
      views: new Float32Array(VIEW_VALUES),
      impulses: new Uint16Array(IMPULSE_BANDS),
      lane: new Int16Array(0)
    }
  }
  const medium = bandPowers(samples, RECIPE.medium)
  const fine = bandPowers(samples, RECIPE.fine)
  const slow = toDecibels(bandPowers(samples, RECIPE.slow))
  const bandwidth = bandwidthHz(medium, SAMPLE_RATE_HZ / 2)
  const impulses = countImpulses(fine)
  const lane = laneRows(fine, slow, samples.length)
  const views = viewsOf({ medium: toDecibels(medium), fine: toDecibels(fine), slow }, level)
  return {
    sampleCount: samples.length,
    isFinite: true,
    levelDb: level,
    bandwidthHz: bandwidth,
    fingerprint,
    views,
    impulses,
    lane
  }
}

/** Two 32-bit multiplicative hashes (FNV-1a and a variant) over the bits of the samples, as 16 hex digits. */
const fingerprintOf = (samples: Float32Array): string => {
  const bits = new Uint32Array(samples.buffer, samples.byteOffset, samples.length)
  let first = 0x811c9dc5
  let second = 0x9e3779b9
  for (let index = 0; index < bits.length; index++) {
    const word = bits[index] as number
    first = Math.imul(first ^ word, 0x01000193)
    second = Math.imul(second ^ (word >>> 15) ^ word, 0x85ebca6b) + index
  }
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')
  return hex(first ^ (first >>> 13)) + hex(second ^ (second >>> 16))
}
