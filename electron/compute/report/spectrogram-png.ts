import { encode } from 'fast-png'
import { spectrogram } from '../../dsp/spectrogram.ts'
import { INFERNO } from './inferno.ts'

const TOP_HZ = 8000
const MAX_RANGE_DB = 70
const MIN_RANGE_DB = 20
const WIDTH_PX = 520
const HEIGHT_PX = 160

export interface SpectrogramPicture {
  readonly dataUrl: string
  /** Frequency of the upper edge. */
  readonly topHz: number
  readonly minDb: number
  readonly maxDb: number
}

/** About 64 ms: the nearest power of two at this rate. */
const fftSizeFor = (sampleRateHz: number): number => 2 ** Math.round(Math.log2(0.064 * sampleRateHz))

/** The value below which a share of the cells lies, from their histogram. */
const quantile = (cells: Uint8Array, share: number): number => {
  const counts = new Uint32Array(256)
  for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1
  let left = share * cells.length
  return counts.findIndex(count => (left -= count) <= 0)
}

/**
 * A clip's spectrogram as an indexed PNG, time to the right and frequency upwards to 8 kHz (or half the rate):
 * the loudest cells are the bright end, the quietest the dark one, 20 to 70 dB apart. Every pixel shows its loudest cell, so that
 * short impulses do not vanish.
 */
export const spectrogramPng = (samples: Float32Array, sampleRateHz: number): SpectrogramPicture => {
  const fftSize = fftSizeFor(sampleRateHz)
  const hop = Math.max(1, Math.round(samples.length / WIDTH_PX / 2))
  const { frames, bins, hzPerBin, data } = spectrogram(samples, sampleRateHz, {
    fftSize,
    hop,
    floorDb: -140,
    rangeDb: 140
  })
  const shownBins = Math.min(bins, Math.round(TOP_HZ / hzPerBin) + 1)
  const width = Math.min(WIDTH_PX, frames)
  const height = Math.min(HEIGHT_PX, shownBins)
  const cells = new Uint8Array(width * height)
  for (let frame = 0; frame < frames; frame++) {
    const column = Math.min(width - 1, Math.floor((frame * width) / frames))
    for (let bin = 0; bin < shownBins; bin++) {
      const row = height - 1 - Math.min(height - 1, Math.floor((bin * height) / shownBins))
      const cell = row * width + column
      cells[cell] = Math.max(cells[cell] ?? 0, data[frame * bins + bin] ?? 0)
    }
  }
  const dbPerStep = 140 / 255
  const maxDb = -140 + quantile(cells, 0.999) * dbPerStep
  const quietDb = -140 + quantile(cells, 0.05) * dbPerStep - 3
  const minDb = Math.min(maxDb - MIN_RANGE_DB, Math.max(maxDb - MAX_RANGE_DB, quietDb))
  const indexed = cells.map(cell => {
    const level = (-140 + cell * dbPerStep - minDb) / (maxDb - minDb)
    return Math.round(255 * Math.min(1, Math.max(0, level)))
  })
  const png = encode({
    width,
    height,
    data: indexed,
    depth: 8,
    channels: 1,
    palette: INFERNO.map(colour => [...colour])
  })
  return {
    dataUrl: `data:image/png;base64,${Buffer.from(png).toString('base64')}`,
    topHz: (shownBins - 1) * hzPerBin,
    minDb,
    maxDb
  }
}
