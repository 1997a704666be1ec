/** Pairs a second in the bytes at mediaUrl.peaks. */
export const PEAK_PAIRS_PER_S = 100

/** Upper and lower edge of the waveform, -1 to 1, and the largest magnitude of both. */
export interface Peaks {
  readonly high: Float32Array
  readonly low: Float32Array
  readonly max: number
}

/** Pairs a second of the finer peaks, for a zoom at which 10 ms would be a visible step. */
export const FINE_PAIRS_PER_S = 2000

/**
 * Peaks from a 16-bit mono PCM WAV (mediaUrl.listen), `pairsPerS` pairs a second; null where the bytes are
 * something else.
 */
export const wavPeaks = (buffer: ArrayBuffer, pairsPerS: number): Peaks | null => {
  const view = new DataView(buffer)
  const tag = (at: number): string =>
    String.fromCharCode(
      view.getUint8(at),
      view.getUint8(at + 1),
      view.getUint8(at + 2),
      view.getUint8(at + 3)
    )
  if (buffer.byteLength < 44 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return null
  let [at, sampleRateHz] = [12, 0]
  while (at + 8 <= buffer.byteLength && tag(at) !== 'data') {
    if (tag(at) === 'fmt ') {
      if (view.getUint16(at + 10, true) !== 1 || view.getUint16(at + 22, true) !== 16) return null
      sampleRateHz = view.getUint32(at + 12, true)
    }
    const size = view.getUint32(at + 4, true)
    at += 8 + size + (size % 2)
  }
  if (at + 8 > buffer.byteLength || sampleRateHz === 0) return null
  const available = Math.min(view.getUint32(at + 4, true), buffer.byteLength - at - 8) >> 1
  const samples = new Int16Array(buffer.slice(at + 8, at + 8 + available * 2))
  const step = Math.max(1, sampleRateHz / pairsPerS)
  const count = Math.ceil(samples.length / step)
  const high = new Float32Array(count)
  const low = new Float32Array(count)
  let max = 0
  for (let pair = 0; pair < count; pair++) {
    const end = Math.min(samples.length, Math.floor((pair + 1) * step))
    let [bottom, top] = [32_767, -32_768]
    for (let index = Math.floor(pair * step); index < end; index++) {
      const sample = samples[index] ?? 0
      if (sample < bottom) bottom = sample
      if (sample > top) top = sample
    }
    high[pair] = top / 32_768
    low[pair] = bottom / 32_768
    max = Math.max(max, top / 32_768, -bottom / 32_768)
  }
  return { high, low, max }
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
