import { AppError } from '../../../../electron/contract/errors.ts'

/** A range of a recording's spectrogram: `levels[frame * bins + bin]`, 0 is `minDb`, 255 is `maxDb`. */
export interface SpectrogramTile {
  readonly frames: number
  readonly bins: number
  readonly startS: number
  readonly hopS: number
  readonly hzPerBin: number
  readonly minDb: number
  readonly maxDb: number
  readonly levels: Uint8Array
}

const HEADER_BYTES = 32

/** Reads the bytes at mediaUrl.spectrogram. @throws AppError invalid */
export const parseSpectrogram = (buffer: ArrayBuffer): SpectrogramTile => {
  if (buffer.byteLength < HEADER_BYTES) throw new AppError('invalid', 'Spectrogram without header')
  const header = new DataView(buffer)
  const field = (index: number): number => header.getFloat32(index * 4, true)
  const frames = field(0)
  const bins = field(1)
  if (!(frames >= 0) || !(bins >= 2) || buffer.byteLength !== HEADER_BYTES + frames * bins) {
    throw new AppError('invalid', 'Spectrogram of another size than its header says', {
      frames,
      bins,
      bytes: buffer.byteLength
    })
  }
  return {
    frames,
    bins,
    startS: field(2),
    hopS: field(3),
    hzPerBin: field(4),
    minDb: field(5),
    maxDb: field(6),
    levels: new Uint8Array(buffer, HEADER_BYTES)
  }
}

/** Highest frequency of the tile, Hz. */
export const tileMaxHz = (tile: SpectrogramTile): number => (tile.bins - 1) * tile.hzPerBin

/** Level in dB at a time and frequency; null outside of the tile. */
export const levelAt = (tile: SpectrogramTile, timeS: number, hz: number): number | null => {
  const frame = Math.round((timeS - tile.startS) / tile.hopS)
  const bin = Math.round(hz / tile.hzPerBin)
  if (frame < 0 || frame >= tile.frames || bin < 0 || bin >= tile.bins) return null
  const level = tile.levels[frame * tile.bins + bin] ?? 0
  return tile.minDb + (level / 255) * (tile.maxDb - tile.minDb)
}
