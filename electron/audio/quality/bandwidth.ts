import { BAND_HZ } from './spectrum.ts'

// A steep edge: the 500 Hz below it are this much louder than the 500 Hz above it. Machines at hand show at most
// 11 dB, the gentlest resampler and the lossy coders 25 dB and more.
const EDGE_DB = 16
const EDGE_BANDS = 4
/** All but a fifth of the bands above an edge stay at least this much below it: a notch is no edge. */
const STAYS_BELOW_DB = 14
const LOWEST_EDGE_HZ = 1000
// An empty band: quantisation noise of 16 bits has -119 dB in 125 Hz, microphones have more than -105 dB.
const EMPTY_DB = -108
const EMPTY_BELOW_MEDIAN_DB = 30
/** Converters stop just below half their rate; that is no narrower band. */
const CONVERTER_BANDS = 2

const meanOf = (levels: Float64Array, from: number, to: number): number => {
  let sum = 0
  for (let band = from; band < to; band++) sum += levels[band] as number
  return sum / (to - from)
}

const quantile = (levels: Float64Array, part: number): number => {
  const sorted = levels.slice().sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as number
}

const steepestEdge = (levels: Float64Array): number => {
  let edge = levels.length
  let steepest = EDGE_DB
  for (let band = LOWEST_EDGE_HZ / BAND_HZ; band + EDGE_BANDS <= levels.length; band++) {
    const below = meanOf(levels, band - EDGE_BANDS, band)
    const drop = below - meanOf(levels, band, band + EDGE_BANDS)
    if (drop < steepest || quantile(levels.subarray(band), 0.8) > below - STAYS_BELOW_DB) continue
    steepest = drop
    edge = band
  }
  return edge
}

const emptyFrom = (levels: Float64Array): number => {
  const limit = Math.min(
    EMPTY_DB,
    quantile(levels.subarray(0, levels.length >> 1), 0.5) - EMPTY_BELOW_MEDIAN_DB
  )
  let band = levels.length
  while (band > 0 && (levels[band - 1] as number) < limit) band--
  return band
}

/**
 * Upper edge in Hz of the band that is really filled, from mean levels in bands of 125 Hz: half the sample rate,
 * unless the spectrum breaks off steeply or is empty above (another recorder, a lossy coder, a low-pass filter).
 */
export const bandwidthOf = (levels: Float64Array, sampleRateHz: number): number => {
  const band = Math.min(steepestEdge(levels), emptyFrom(levels))
  return band >= levels.length - CONVERTER_BANDS ? sampleRateHz / 2 : band * BAND_HZ
}

const NARROWER = 0.85
const FEWEST_OTHERS = 3

/**
 * Whether a recording's band (Hz) is clearly narrower than that of most others of the machine, as seen below
 * half the analysis rate.
 */
export const isNarrowerThan = (
  bandwidthHz: number,
  othersHz: readonly number[],
  halfRateHz: number
): boolean => {
  if (othersHz.length < FEWEST_OTHERS) return false
  const seen = Float64Array.from(othersHz, other => Math.min(other, halfRateHz)).sort()
  const usual = seen[seen.length >> 1] as number
  return Math.min(bandwidthHz, halfRateHz) < NARROWER * usual
}
