const BLOCK = 4096

const crc = (bytes: readonly number[], polynomial: number, width: 8 | 16): number => {
  const top = 1 << (width - 1)
  const mask = 2 ** width - 1
  let value = 0
  for (const byte of bytes) {
    value ^= byte << (width - 8)
    for (let bit = 0; bit < 8; bit++)
      value = value & top ? ((value << 1) ^ polynomial) & mask : (value << 1) & mask
  }
  return value
}

const frameNumber = (value: number): number[] =>
  value < 128 ? [value] : value < 2048 ? [0xc0 | (value >> 6), 0x80 | (value & 63)] : []

/** A FLAC file of 8 kHz, one channel, 16 bits, with its samples as they are (verbatim subframes, RFC 9639). */
export const flacBytes = (samples: Int16Array): Uint8Array => {
  const rateAndFormat = (8000 * 2 ** 12 + 15 * 2 ** 4) >>> 0
  const streamInfo = new Uint8Array(34)
  const view = new DataView(streamInfo.buffer)
  view.setUint16(0, BLOCK)
  view.setUint16(2, BLOCK)
  view.setUint32(10, rateAndFormat)
  view.setUint32(14, samples.length)
  const parts: number[][] = [[0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34, ...streamInfo]]
  for (let at = 0; at < samples.length; at += BLOCK) {
    const block = samples.subarray(at, at + BLOCK)
    const size = block.length - 1
    const header = [0xff, 0xf8, 0x74, 0x08, ...frameNumber(at / BLOCK), size >> 8, size & 255]
    const values = Array.from(block, value => [(value >> 8) & 255, value & 255]).flat()
    const frame = [...header, crc(header, 0x07, 8), 0x02, ...values]
    const check = crc(frame, 0x8005, 16)
    parts.push([...frame, check >> 8, check & 255])
  }
  return Uint8Array.from(parts.flat())
}
