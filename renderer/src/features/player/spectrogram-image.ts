import { hzToUnit, unitToHz } from './frequency-scale.ts'
import type { FrequencyScale } from './frequency-scale.ts'
import { tileMaxHz } from './spectrogram-data.ts'
import type { SpectrogramTile } from './spectrogram-data.ts'

/** First and last bin (both included) behind each picture row; row 0 is the top. */
export interface RowBins {
  readonly first: Uint16Array
  readonly last: Uint16Array
}

/** Bins behind each of `rows` picture rows between 0 Hz and the tile's highest frequency. */
export const rowBins = (tile: SpectrogramTile, rows: number, scale: FrequencyScale): RowBins => {
  const maxHz = tileMaxHz(tile)
  const first = new Uint16Array(rows)
  const last = new Uint16Array(rows)
  for (let row = 0; row < rows; row++) {
    const lowHz = unitToHz((rows - row - 1) / rows, maxHz, scale)
    const highHz = unitToHz((rows - row) / rows, maxHz, scale)
    const low = Math.round(lowHz / tile.hzPerBin)
    first[row] = Math.min(low, tile.bins - 1)
    last[row] = Math.min(Math.max(low, Math.round(highHz / tile.hzPerBin) - 1), tile.bins - 1)
  }
  return { first, last }
}

/**
 * RGBA words of a tile as a picture of `tile.frames` columns and `rows` rows; where several bins fall into
 * one row the loudest is shown, so that a thin line does not vanish.
 */
export const paintTile = (
  tile: SpectrogramTile,
  { first, last }: RowBins,
  colours: Uint32Array,
  target: Uint32Array
): void => {
  const { frames, bins, levels } = tile
  const rows = first.length
  for (let row = 0; row < rows; row++) {
    const from = first[row] ?? 0
    const to = last[row] ?? 0
    let offset = 0
    let pixel = row * frames
    for (let frame = 0; frame < frames; frame++) {
      let level = levels[offset + from] ?? 0
      for (let bin = from + 1; bin <= to; bin++) {
        const other = levels[offset + bin] ?? 0
        if (other > level) level = other
      }
      target[pixel++] = colours[level] ?? 0
      offset += bins
    }
  }
}

export interface BandBar {
  readonly y: number
  readonly height: number
  /** Share of the strongest band, 0 to 1. */
  readonly length: number
  readonly lowHz: number
  readonly highHz: number
  readonly share: number
}

/** Bars of the band contributions (equal-width bands from 0 Hz) on the spectrogram's frequency axis. */
export const bandBars = (
  bands: readonly number[],
  bandWidthHz: number,
  maxHz: number,
  scale: FrequencyScale,
  heightPx: number
): readonly BandBar[] => {
  const strongest = Math.max(...bands, 1e-9)
  return bands
    .map((share, index) => {
      const lowHz = index * bandWidthHz
      const highHz = Math.min(maxHz, lowHz + bandWidthHz)
      const y = heightPx * (1 - hzToUnit(highHz, maxHz, scale))
      const bottom = heightPx * (1 - hzToUnit(Math.min(lowHz, maxHz), maxHz, scale))
      return { y, height: bottom - y, length: share / strongest, lowHz, highHz, share }
    })
    .filter(bar => bar.lowHz < maxHz)
}
