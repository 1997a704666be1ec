import type { BandFrames } from '../../../dsp/band-levels.ts'

const LOWEST_EDGE_HZ = 1500
const CLIFF_DB = 25

/**
 * Upper edge in Hz of what the recorder passed: the lowest frequency where the mean spectrum falls by 25 dB
 * within nine bands (0.56 kHz at 128 bands of 16-kHz audio) and stays down; `nyquistHz` where there is no such
 * cliff. Machines roll off; only filters fall that steeply and leave nothing above.
 */
export const bandwidthHz = ({ bands, frames, values }: BandFrames, nyquistHz: number): number => {
  const levels = new Float64Array(bands)
  for (let band = 0; band < bands; band++) {
    let sum = 0
    for (let frame = 0; frame < frames; frame++) sum += values[band * frames + frame] as number
    levels[band] = 10 * Math.log10(sum / frames + 1e-10)
  }
  const hzPerBand = nyquistHz / bands
  let above = Number.NEGATIVE_INFINITY
  let edge = bands
  for (let band = bands - 2; band * hzPerBand >= LOWEST_EDGE_HZ; band--) {
    above = Math.max(above, levels[band + 1] as number)
    const below = Math.min(...levels.subarray(band - 8, band - 4))
    if (below - above >= CLIFF_DB) edge = band
  }
  return edge * hzPerBand
}
