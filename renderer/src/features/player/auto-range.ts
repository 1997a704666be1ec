/** Lowest and highest shown level, dB. */
export interface DbRange {
  readonly lowDb: number
  readonly highDb: number
}

/** Smallest distance between both ends, dB. */
export const MIN_RANGE_DB = 10

/** A range that shows the quiet ground dark and the loudest thousandth bright, on whole dB. */
export const autoRange = (levels: Uint8Array, minDb: number, maxDb: number): DbRange => {
  const counts = new Uint32Array(256)
  for (const level of levels) counts[level] = (counts[level] ?? 0) + 1
  const levelAtShare = (share: number): number => {
    let left = levels.length * share
    for (let level = 0; level < 256; level++) {
      left -= counts[level] ?? 0
      if (left <= 0) return level
    }
    return 255
  }
  const toDb = (level: number): number => minDb + (level / 255) * (maxDb - minDb)
  const lowDb = Math.floor(toDb(levelAtShare(0.1)))
  const highDb = Math.min(Math.ceil(maxDb), Math.ceil(toDb(levelAtShare(0.999))) + 3)
  return highDb - lowDb >= MIN_RANGE_DB ? { lowDb, highDb } : { lowDb: highDb - MIN_RANGE_DB, highDb }
}

/** Level of the bytes that a level in dB stands for. */
export const byteOfDb = (db: number, minDb: number, maxDb: number): number =>
  (255 * (db - minDb)) / (maxDb - minDb)
