import { describe, expect, it } from 'vitest'
import { colourAt, colourTable } from '../../../../renderer/src/features/player/colour-maps.ts'
import { levelAt, parseSpectrogram } from '../../../../renderer/src/features/player/spectrogram-data.ts'
import { bandBars, paintTile, rowBins } from '../../../../renderer/src/features/player/spectrogram-image.ts'
import { tilesFor } from '../../../../renderer/src/features/player/tiles.ts'

const bytes = (header: number[], levels: number[]): ArrayBuffer => {
  const buffer = new ArrayBuffer(32 + levels.length)
  const view = new DataView(buffer)
  for (const [index, value] of header.entries()) view.setFloat32(index * 4, value, true)
  new Uint8Array(buffer, 32).set(levels)
  return buffer
}

describe('spectrogram bytes', () => {
  const buffer = bytes([2, 3, 5, 0.5, 4000, -100, -20, 0], [0, 10, 20, 255, 40, 50])

  it('are read by the header of eight little-endian floats', () => {
    const tile = parseSpectrogram(buffer)
    expect(tile).toMatchObject({
      frames: 2,
      bins: 3,
      startS: 5,
      hopS: 0.5,
      hzPerBin: 4000,
      minDb: -100,
      maxDb: -20
    })
    expect([...tile.levels]).toEqual([0, 10, 20, 255, 40, 50])
  })

  it('give the level at a time and frequency in dB', () => {
    const tile = parseSpectrogram(buffer)
    expect(levelAt(tile, 5.5, 0)).toBe(-20)
    expect(levelAt(tile, 5, 0)).toBe(-100)
    expect(levelAt(tile, 7, 0)).toBeNull()
    expect(levelAt(tile, 5, 13_000)).toBeNull()
  })

  it('are refused when the size is not what the header says', () => {
    expect(() => parseSpectrogram(new ArrayBuffer(8))).toThrow('without header')
    expect(() => parseSpectrogram(bytes([2, 3, 0, 1, 1, 0, 1, 0], [1, 2]))).toThrow('another size')
  })
})

describe('spectrogram picture', () => {
  const tile = parseSpectrogram(bytes([2, 5, 0, 0.1, 1000, -100, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
  const identity = Uint32Array.from({ length: 256 }, (_, index) => index)

  it('has high frequencies at the top and time to the right', () => {
    const target = new Uint32Array(2 * 4)
    paintTile(tile, rowBins(tile, 4, 'linear'), identity, target)
    expect([...target]).toEqual([4, 9, 3, 8, 2, 7, 1, 6])
  })

  it('shows the loudest of the bins that share a row', () => {
    const target = new Uint32Array(2 * 2)
    paintTile(tile, rowBins(tile, 2, 'linear'), identity, target)
    expect([...target]).toEqual([4, 9, 2, 7])
  })

  it('gives low frequencies more rows on the mel scale', () => {
    const linear = rowBins(tile, 100, 'linear')
    const mel = rowBins(tile, 100, 'mel')
    const rowsOf = (rows: Uint16Array): number => rows.filter(bin => bin <= 1).length
    expect(rowsOf(mel.first)).toBeGreaterThan(rowsOf(linear.first))
  })

  it('puts the band bars at their frequencies, the strongest over the full width', () => {
    const bars = bandBars([0.1, 0.2, 0.7, 0], 1000, 4000, 'linear', 100)
    expect(bars[2]).toMatchObject({ y: 25, height: 25, length: 1, lowHz: 2000, highHz: 3000 })
    expect(bars[0]).toMatchObject({ y: 75, height: 25 })
    expect(bandBars([0.5, 0.5], 1000, 1000, 'mel', 10)).toHaveLength(1)
  })
})

describe('colour maps', () => {
  // first, middle and last row of matplotlib's tables
  const anchors = {
    inferno: { 0: [0, 0, 4], 0.5: [188, 55, 84], 1: [252, 255, 164] },
    viridis: { 0: [68, 1, 84], 0.5: [33, 145, 140], 1: [253, 231, 37] }
  } as const

  it('meet the published tables within eight steps of 256', () => {
    for (const map of ['inferno', 'viridis'] as const) {
      for (const t of [0, 0.5, 1] as const) {
        const expected = anchors[map][t]
        colourAt(map, t).forEach((value, index) => {
          expect(Math.abs(value - (expected[index] ?? 0))).toBeLessThanOrEqual(8)
        })
      }
    }
  })

  it('grow lighter from level to level', () => {
    for (const map of ['inferno', 'viridis'] as const) {
      const lightness = Array.from({ length: 32 }, (_, index) => {
        const [red, green, blue] = colourAt(map, index / 31)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      })
      for (const [index, value] of lightness.slice(1).entries())
        expect(value).toBeGreaterThan(lightness[index] ?? 0)
    }
  })

  it('are opaque and stretched between the chosen levels', () => {
    const table = colourTable('viridis', 100, 200)
    expect(table[0]).toBe(table[100])
    expect(table[255]).toBe(table[200])
    expect(table[150]).not.toBe(table[100])
    expect((table[150] ?? 0) >>> 24).toBe(255)
  })
})

describe('spectrogram pieces', () => {
  it('cover the view on a fixed grid and end with the recording', () => {
    expect(tilesFor(0, 10, 10)).toEqual([{ startS: 0, lengthS: 10 }])
    expect(tilesFor(25, 61, 70)).toEqual([
      { startS: 0, lengthS: 30 },
      { startS: 30, lengthS: 30 },
      { startS: 60, lengthS: 10 }
    ])
    expect(tilesFor(0, 30, 30)).toEqual([{ startS: 0, lengthS: 30 }])
    expect(tilesFor(0, 0, 0)).toEqual([])
  })
})
