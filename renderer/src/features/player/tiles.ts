/** A piece of a recording whose spectrogram is fetched at once. */
export interface TileRange {
  readonly startS: number
  readonly lengthS: number
}

/** Length of a piece, seconds: one fetch for a usual clip, and bounded work for an hour. */
export const TILE_S = 30

/** Above this many seconds on screen no spectrogram is fetched: a pixel would be wider than half a second. */
export const MAX_SPECTROGRAM_VIEW_S = 300

/** The pieces that a view between two times needs, cut on a fixed grid so that they can be kept. */
export const tilesFor = (fromS: number, toS: number, durationS: number): readonly TileRange[] => {
  if (durationS <= 0) return []
  const tiles: TileRange[] = []
  const last = Math.max(0, Math.ceil(durationS / TILE_S) - 1)
  const end = Math.min(last, Math.floor(Math.max(0, toS - 1e-6) / TILE_S))
  for (let index = Math.max(0, Math.floor(fromS / TILE_S)); index <= end; index++) {
    const startS = index * TILE_S
    tiles.push({ startS, lengthS: Math.min(TILE_S, Math.max(0, durationS - startS)) })
  }
  return tiles
}
