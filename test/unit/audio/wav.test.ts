import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeChannel, encodeWav16, openAudio, probeAudio } from '../../../electron/audio/index.ts'
import { bytesOf, rejection, temporaryFile, temporaryFolder, wavBytes } from './support.ts'

const decoded = async (name: string, bytes: Uint8Array, channel = 1): Promise<number[]> =>
  Array.from((await decodeChannel(temporaryFile(name, bytes), channel)).samples)

const int24 = (...values: readonly number[]): Uint8Array =>
  Uint8Array.from(values.flatMap(value => [value & 255, (value >> 8) & 255, (value >> 16) & 255]))

const bext = (date: string): Uint8Array => {
  const bytes = new Uint8Array(602)
  bytes.set(
    Array.from(date, letter => letter.charCodeAt(0)),
    320
  )
  return bytes
}

describe('WAV samples', () => {
  it('are 8-bit unsigned values around 128', async () => {
    const bytes = wavBytes(Uint8Array.of(0, 128, 192, 255), { bits: 8 })
    expect(await decoded('8.wav', bytes)).toEqual([-1, 0, 0.5, 127 / 128])
  })
  it('are 16-bit values divided by 32768', async () => {
    const bytes = wavBytes(bytesOf(Int16Array.of(-32_768, 0, 1, 32_767)))
    expect(await decoded('16.wav', bytes)).toEqual([-1, 0, 2 ** -15, 32_767 / 32_768])
  })
  it('are 24-bit values divided by 2^23', async () => {
    const bytes = wavBytes(int24(-8_388_608, -1, 1, 8_388_607), { bits: 24 })
    expect(await decoded('24.wav', bytes)).toEqual([-1, -(2 ** -23), 2 ** -23, 8_388_607 / 8_388_608])
  })
  it('are 32-bit values divided by 2^31', async () => {
    const bytes = wavBytes(bytesOf(Int32Array.of(-(2 ** 31), 2 ** 30, 256)), { bits: 32 })
    expect(await decoded('32.wav', bytes)).toEqual([-1, 0.5, 2 ** -23])
  })
  it('are floats as they stand, beyond full scale too', async () => {
    const float = wavBytes(bytesOf(Float32Array.of(0.25, -1.5)), { tag: 3, bits: 32 })
    expect(await decoded('float.wav', float)).toEqual([0.25, -1.5])
    const double = wavBytes(bytesOf(Float64Array.of(0.25, -1.5)), { tag: 3, bits: 64 })
    expect(await decoded('double.wav', double)).toEqual([0.25, -1.5])
  })
  it('of WAVE_FORMAT_EXTENSIBLE are read by their sub-format', async () => {
    const pcm = wavBytes(int24(1 << 22, 0), { bits: 24, subFormat: 1 })
    expect(await decoded('extensible.wav', pcm)).toEqual([0.5, 0])
    const float = wavBytes(bytesOf(Float32Array.of(0.5, 0)), { bits: 32, subFormat: 3 })
    expect(await decoded('extensible-float.wav', float)).toEqual([0.5, 0])
  })
  it('of 24 bits in 4 bytes are left-justified', async () => {
    const bytes = wavBytes(bytesOf(Int32Array.of(1 << 30, -(1 << 30))), { bits: 24, frameBytes: 4 })
    expect(await decoded('24-in-32.wav', bytes)).toEqual([0.5, -0.5])
  })
  it('come from the channel asked for, up to 32 channels', async () => {
    const frames = Int16Array.from({ length: 64 }, (_, index) => (index % 32) * 256)
    const bytes = wavBytes(bytesOf(frames), { channels: 32 })
    expect(await decoded('32ch.wav', bytes, 32)).toEqual([31 / 128, 31 / 128])
    expect(await decoded('32ch.wav', bytes, 1)).toEqual([0, 0])
  })
  it('come from any part of the file', async () => {
    const file = temporaryFile('part.wav', wavBytes(bytesOf(Int16Array.from({ length: 8000 }, (_, i) => i))))
    const { samples } = await decodeChannel(file, 1, { startS: 0.25, lengthS: 0.5 })
    expect(samples.length).toBe(4000)
    expect(samples[0]).toBe(2000 / 32_768)
    expect(samples.at(-1)).toBe(5999 / 32_768)
    const end = await decodeChannel(file, 1, { startS: 0.75, lengthS: 10 })
    expect(end.samples.length).toBe(2000)
  })
  it('come in blocks of several channels in the order asked for, and stop when aborted', async () => {
    const frames = Int16Array.from({ length: 600_000 }, (_, index) => (index % 2) * 100)
    const reader = await openAudio(temporaryFile('blocks.wav', wavBytes(bytesOf(frames), { channels: 2 })))
    let count = 0
    const sums = [0, 0]
    for await (const [second, first] of reader.blocks({ channels: [2, 1] })) {
      count++
      for (const value of second ?? []) sums[1] = (sums[1] ?? 0) + value
      for (const value of first ?? []) sums[0] = (sums[0] ?? 0) + value
    }
    expect(count).toBeGreaterThan(1)
    expect(sums).toEqual([0, (300_000 * 100) / 32_768])
    const controller = new AbortController()
    const aborted = async (): Promise<void> => {
      for await (const [block] of reader.blocks({ signal: controller.signal })) {
        expect(block?.length).toBeGreaterThan(0)
        controller.abort()
      }
    }
    await expect(aborted()).rejects.toThrow('aborted')
    await reader.close()
  })
})

describe('WAV headers', () => {
  it('give the facts of the file', async () => {
    const bytes = wavBytes(new Uint8Array(48_000), { channels: 2, sampleRateHz: 48_000 })
    expect(await probeAudio(temporaryFile('facts.flac', bytes))).toEqual({
      container: 'wav',
      codec: 'pcm',
      sampleRateHz: 48_000,
      channels: 2,
      bitDepth: 16,
      frames: 12_000,
      durationS: 0.25
    })
  })
  it.each([
    ['2026-03-1214:30:05', '2026-03-12T14:30:05'],
    ['2026:03:1214-30-05', '2026-03-12T14:30:05'],
    ['2026-13-1214:30:05', undefined],
    ['2026-02-3014:30:05', undefined],
    ['0000-00-0000:00:00', undefined],
    ['', undefined]
  ])('give the time of a bext chunk that says "%s"', async (text, expected) => {
    const before = [['bext', bext(text)] as const]
    const file = temporaryFile('bext.wav', wavBytes(new Uint8Array(100), { before }))
    expect((await probeAudio(file)).recordedAt).toBe(expected)
    const after = temporaryFile('bext-after.wav', wavBytes(new Uint8Array(100), { after: before }))
    expect((await probeAudio(after)).recordedAt).toBe(expected)
  })
  it('may be followed and preceded by other chunks, odd ones too', async () => {
    const others = [['LIST', new Uint8Array(27)] as const, ['junk', new Uint8Array(5001)] as const]
    const bytes = wavBytes(new Uint8Array(101), { before: others, after: others, bits: 8 })
    expect((await probeAudio(temporaryFile('chunks.wav', bytes))).frames).toBe(101)
  })
  it.each([0, 0xffffffff, 0x7ffff000, 0x80000000])(
    'with the open data size %d take the length of the file',
    async dataSize => {
      const file = temporaryFile('stream.wav', wavBytes(new Uint8Array(2000), { dataSize }))
      expect((await probeAudio(file)).frames).toBe(1000)
    }
  )
  it('with an empty data chunk and more chunks behind it hold no sound', async () => {
    const bytes = wavBytes(new Uint8Array(0), { after: [['LIST', new Uint8Array(26)]] })
    expect((await rejection(probeAudio(temporaryFile('none.wav', bytes)))).message).toBe(
      'none.wav: it holds no sound'
    )
  })
  it.each(['RF64', 'BW64'])('of %s take their size from the ds64 chunk', async riffId => {
    const ds64 = new Uint8Array(28)
    new DataView(ds64.buffer).setBigUint64(8, 1000n, true)
    const shape = { riffId, before: [['ds64', ds64] as const], dataSize: 0xffffffff }
    const whole = temporaryFile('rf64.wav', wavBytes(new Uint8Array(1000), shape))
    expect((await probeAudio(whole)).frames).toBe(500)
    const cut = temporaryFile('rf64-cut.wav', wavBytes(new Uint8Array(500), shape))
    expect((await rejection(probeAudio(cut))).message).toContain('cut off')
  })
})

describe('Broken WAV files are refused with their name and reason:', () => {
  const sound = new Uint8Array(16_000)
  it.each([
    [
      'cut off',
      'unreadable',
      wavBytes(sound, { dataSize: 160_000 }),
      'the file is cut off: 1.0 s of 10.0 s are there'
    ],
    [
      '4 GB in 44 bytes',
      'unreadable',
      wavBytes(new Uint8Array(0), { dataSize: 0xfffffff0 }),
      'the file is cut off: 0.0 s of 268435.5 s'
    ],
    [
      'open size, no data',
      'unreadable',
      wavBytes(new Uint8Array(0), { dataSize: 0xffffffff }),
      'it holds no sound'
    ],
    ['empty', 'unreadable', new Uint8Array(0), 'the file is empty'],
    ['0 Hz', 'invalid', wavBytes(sound, { sampleRateHz: 0 }), 'it states a sample rate of 0 Hz'],
    [
      '4 GHz',
      'unsupported',
      wavBytes(sound, { sampleRateHz: 4e9 }),
      'it states a sample rate of 4000000000 Hz'
    ],
    ['0 channels', 'invalid', wavBytes(sound, { channels: 0, frameBytes: 2 }), 'it states 0 channels'],
    [
      '33 channels',
      'unsupported',
      wavBytes(sound, { channels: 33 }),
      'it has 33 channels; at most 32 are read'
    ],
    ['one sample', 'invalid', wavBytes(new Uint8Array(2)), 'it holds a single sample, which is no recording'],
    ['A-law', 'unsupported', wavBytes(sound, { tag: 6, bits: 8 }), 'its sound is coded as A-law'],
    ['unknown codec', 'unsupported', wavBytes(sound, { tag: 0x1234 }), 'format tag 4660'],
    ['0 bits', 'unsupported', wavBytes(sound, { bits: 0, frameBytes: 2 }), '0-bit integer samples'],
    [
      '0 bytes a frame',
      'unsupported',
      wavBytes(sound, { frameBytes: 0 }),
      '16-bit integer samples in 0 bytes'
    ],
    ['no data', 'unreadable', wavBytes(sound).subarray(0, 36), 'it ends before its sound begins'],
    ['no format', 'unreadable', wavBytes(sound).subarray(0, 12), 'it has no format description'],
    [
      'AVI',
      'unsupported',
      Uint8Array.from('RIFF\x10\0\0\0AVI LIST', c => c.charCodeAt(0)),
      'it is a RIFF file without sound'
    ],
    [
      'text',
      'unsupported',
      Uint8Array.from('Hello, this is not sound at all.', c => c.charCodeAt(0)),
      'it is not an audio file'
    ],
    [
      'PDF',
      'unsupported',
      Uint8Array.from('%PDF-1.7 and so on', c => c.charCodeAt(0)),
      'it is a PDF, which is not read'
    ]
  ])('%s', async (name, code, bytes, reason) => {
    const file = temporaryFile(`${name}.wav`, bytes)
    for (const error of [await rejection(probeAudio(file)), await rejection(decodeChannel(file, 1))]) {
      expect(error.message).toContain(`${name}.wav: `)
      expect(error.message).toContain(reason)
      expect(error.code).toBe(code)
      expect(error.details.file).toBe(`${name}.wav`)
    }
  })
  it('floats that are no numbers, with their position', async () => {
    const values = new Float32Array(2 * 1000)
    values[2 * 700 + 1] = Number.NaN
    const shape = { tag: 3, bits: 32, channels: 2 }
    const file = temporaryFile('nan.wav', wavBytes(bytesOf(values), shape))
    const error = await rejection(decodeChannel(file, 2))
    expect(error.message).toBe('nan.wav: sample 700 (0.087 s) of channel 2 is not a number')
    expect(error.details).toMatchObject({ sample: 700, channel: 2 })
    expect((await decodeChannel(file, 1)).samples.length).toBe(1000)
    values[2 * 700 + 1] = Number.POSITIVE_INFINITY
    const infinite = temporaryFile('infinite.wav', wavBytes(bytesOf(values), shape))
    expect((await rejection(decodeChannel(infinite, 2))).message).toContain('is not a number')
    values[2 * 700 + 1] = 1e30
    const huge = temporaryFile('huge.wav', wavBytes(bytesOf(values), shape))
    expect((await rejection(decodeChannel(huge, 2))).message).toContain('far beyond any sound')
  })
  it('folders and files that are not there', async () => {
    const folder = path.join(temporaryFolder, 'folder.wav')
    mkdirSync(folder)
    expect((await rejection(probeAudio(folder))).message).toBe('folder.wav: it is a folder, not a file')
    const missing = await rejection(openAudio(path.join(temporaryFolder, 'missing.wav')))
    expect(missing).toMatchObject({ code: 'unreadable', message: 'missing.wav: the file is not there' })
    expect((await rejection(probeAudio('/dev/null'))).message).toBe('null: it is not a regular file')
  })
  it('channels and times that the file does not have', async () => {
    const file = temporaryFile('small.wav', wavBytes(sound))
    expect((await rejection(decodeChannel(file, 2))).message).toContain(
      'small.wav: it has no channel 2, only one channel'
    )
    expect((await rejection(decodeChannel(file, 0))).code).toBe('invalid')
    expect((await rejection(decodeChannel(file, 1, { startS: 1 }))).code).toBe('invalid')
    expect((await rejection(decodeChannel(file, 1, { startS: -1 }))).code).toBe('invalid')
    expect((await rejection(decodeChannel(file, 1, { lengthS: 0 }))).code).toBe('invalid')
  })
})

describe('encodeWav16', () => {
  it('is read back exactly, with its time', async () => {
    const left = Float32Array.of(-1, 0.5, 0, 32_767 / 32_768)
    const right = Float32Array.of(2 ** -15, 0, 0, -(2 ** -15))
    const bytes = encodeWav16([left, right], 44_100, { recordedAt: '2026-03-12T14:30:05' })
    const file = temporaryFile('written.wav', bytes)
    expect(await probeAudio(file)).toMatchObject({
      sampleRateHz: 44_100,
      channels: 2,
      frames: 4,
      recordedAt: '2026-03-12T14:30:05'
    })
    expect((await decodeChannel(file, 1)).samples).toEqual(left)
    expect((await decodeChannel(file, 2)).samples).toEqual(right)
  })
  it('limits what is beyond full scale', async () => {
    const file = temporaryFile('limited.wav', encodeWav16(Float32Array.of(1.5, -1.5), 8000))
    expect((await decodeChannel(file, 1)).samples).toEqual(Float32Array.of(32_767 / 32_768, -1))
  })
  it('refuses channels of different length', () => {
    expect(() => encodeWav16([new Float32Array(2), new Float32Array(3)], 8000)).toThrow('equal length')
    expect(() => encodeWav16([], 8000)).toThrow('1 to 32 channels')
  })
})
