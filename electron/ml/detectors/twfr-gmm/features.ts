import { DCASE_MEL, logMel } from '../../../dsp/mel.ts'
import { rankedPool, rankedWeights } from '../../../dsp/ranked-pool.ts'

/** Version of the features; raised whenever they would come out differently. */
export const TWFR_FEATURES_VERSION = 1

/**
 * Time-weighted frequency domain representation (arXiv 2305.03328, equations 1 to 3): global weighted ranking
 * pooling of the log-mel spectrogram, band by band. The levels of a band, sorted downwards over time, times
 * decay^i, weights of sum 1; 128 values in dB.
 */
export const timeWeightedLevels = (waveform: Float32Array, decay: number): Float32Array => {
  const { bands, frames, values } = logMel(waveform, DCASE_MEL)
  const pool = rankedPool(rankedWeights(frames, decay))
  return Float32Array.from({ length: bands }, (_, band) =>
    pool(values.subarray(band * frames, (band + 1) * frames))
  )
}
