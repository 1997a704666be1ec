/** Pairs a second in the bytes at mediaUrl.peaks. */
export const PEAK_PAIRS_PER_S = 100

/** Upper and lower edge of the waveform, -1 to 1, and the largest magnitude of both. */
export interface Peaks {
  readonly high: Float32Array
  readonly low: Float32Array
  readonly max: number
}

/** Splits min-max pairs of Int8 (mediaUrl.peaks) into two edges. */
export const parsePeaks = (buffer: ArrayBuffer): Peaks => {
  const pairs = new Int8Array(buffer)
  const count = pairs.length >> 1
  const high = new Float32Array(count)
  const low = new Float32Array(count)
  let max = 0
  for (let index = 0; index < count; index++) {
    const bottom = (pairs[index * 2] ?? 0) / 127
    const top = (pairs[index * 2 + 1] ?? 0) / 127
    low[index] = bottom
    high[index] = top
    max = Math.max(max, top, -bottom)
  }
  return { high, low, max }
}
