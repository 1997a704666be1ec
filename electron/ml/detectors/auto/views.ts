import type { BandFrames } from '../../../dsp/band-levels.ts'
import { rankedPool, rankedWeights } from '../../../dsp/ranked-pool.ts'
import { quantileRank, selectInPlace } from '../../../dsp/statistics.ts'
import { RECIPE } from './parameters.ts'

/** Levels in dB of one clip at the three time-frequency resolutions of the recipe. */
export interface Resolutions {
  readonly medium: BandFrames
  readonly fine: BandFrames
  readonly slow: BandFrames
}

let scratch = new Float32Array(4096)

const scratchOf = (length: number): Float32Array => {
  if (scratch.length < length) scratch = new Float32Array(length)
  return scratch
}

/** Per band, the order statistic at quantile q of the change over `lag` frames, or of its absolute value. */
const changes = (
  { bands, frames, values }: BandFrames,
  lag: number,
  q: number,
  isAbsolute: boolean
): Float32Array => {
  const count = frames - lag
  const rank = quantileRank(q, count)
  const buffer = scratchOf(count)
  const statistics = new Float32Array(bands)
  for (let band = 0; band < bands; band++) {
    const from = band * frames
    for (let frame = 0; frame < count; frame++) {
      const change = (values[from + frame + lag] as number) - (values[from + frame] as number)
      buffer[frame] = isAbsolute ? Math.abs(change) : change
    }
    statistics[band] = selectInPlace(buffer, count, rank)
  }
  return statistics
}

/** Per band, the mean over time weighted by rank, loudest first (global weighted ranking pooling). */
const rankedPooling = ({ bands, frames, values }: BandFrames, decay: number): Float32Array => {
  const pool = rankedPool(rankedWeights(frames, decay))
  return Float32Array.from({ length: bands }, (_, band) =>
    pool(values.subarray(band * frames, (band + 1) * frames))
  )
}

/** The five views of a clip (docs/detector.md, "Recipe", 2), in the order of VIEWS, as one row of 385 values in dB. */
export const viewsOf = ({ medium, fine, slow }: Resolutions, levelDb: number): Float32Array => {
  const drops = changes(slow, RECIPE.quickLag, RECIPE.dropQuantile, false).map(value => -value)
  const parts = [
    changes(medium, RECIPE.quickLag, RECIPE.changeQuantile, true),
    changes(fine, RECIPE.quickerLag, RECIPE.changeQuantile, true),
    drops,
    rankedPooling(fine, RECIPE.rankedDecay),
    [levelDb]
  ]
  const row = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    row.set(part, offset)
    offset += part.length
  }
  return row
}
