import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeChannel } from '../../electron/audio/decode.ts'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import { computeForTests, failureOf, filesBelow, runCollecting, temporaryFolder } from '../support/compute.ts'
import { noise, writeNoiseWav } from '../support/wav-files.ts'

const compute = computeForTests()
const folder = temporaryFolder()

interface Picture {
  readonly frames: number
  readonly bins: number
  readonly startS: number
  readonly hopS: number
  readonly hzPerBin: number
  readonly minDb: number
  readonly maxDb: number
  level(frame: number, bin: number): number
}

const pictureOf = (bytes: Uint8Array): Picture => {
  const header = new Float32Array(bytes.slice(0, 32).buffer)
  const [frames = 0, bins = 0, startS = 0, hopS = 0, hzPerBin = 0, minDb = 0, maxDb = 0] = header
  expect(bytes.length).toBe(32 + frames * bins)
  const level = (frame: number, bin: number): number =>
    minDb + ((bytes[32 + frame * bins + bin] ?? 0) / 255) * (maxDb - minDb)
  return { frames, bins, startS, hopS, hzPerBin, minDb, maxDb, level }
}

/** A tone at half of full scale (-6 dB) during one second, silence around it. */
const toneFile = (
  name: string,
  sampleRateHz: number,
  toneHz: number,
  seconds: number,
  atS: number
): string => {
  const samples = Float32Array.from({ length: seconds * sampleRateHz }, (_, index) => {
    const timeS = index / sampleRateHz
    return timeS >= atS && timeS < atS + 1 ? 0.5 * Math.sin(2 * Math.PI * toneHz * timeS) : 0
  })
  const filePath = path.join(folder, name)
  writeFileSync(filePath, encodeWav16(samples, sampleRateHz))
  return filePath
}

const spectrogram = async (audioPath: string, startS: number, lengthS: number): Promise<Picture> => {
  const { result } = await runCollecting(
    compute,
    'spectrogram',
    { audioPath, channel: 1, startS, lengthS },
    { isInteractive: true }
  )
  return pictureOf(result.bytes)
}

describe('spectrogram', () => {
  it.each([
    [16_000, 10, 5, 8000],
    [44_100, 10, 5, 22_050],
    [48_000, 10, 5, 24_000],
    [96_000, 4, 2, 24_000],
    [192_000, 4, 2, 24_000],
    [16_000, 120, 60, 8000]
  ])('shows a tone at its place, frequency and level (%i Hz, %i s)', async (rateHz, seconds, atS, topHz) => {
    const picture = await spectrogram(
      toneFile(`${rateHz}-${seconds}.wav`, rateHz, 3000, seconds, atS),
      0,
      seconds
    )
    expect(picture.frames).toBeLessThanOrEqual(1300)
    expect(picture.frames).toBeGreaterThan(600)
    expect(picture.bins).toBeLessThanOrEqual(513)
    expect((picture.bins - 1) * picture.hzPerBin).toBeCloseTo(topHz, -2)
    expect(picture.frames * picture.hopS).toBeCloseTo(seconds, 0)
    const bin = Math.round(3000 / picture.hzPerBin)
    const during = Math.round((atS + 0.5) / picture.hopS)
    // A tone between two bins loses up to 1.4 dB under a Hann window.
    expect(picture.level(during, bin)).toBeGreaterThan(-8)
    expect(picture.level(during, bin)).toBeLessThan(-5.5)
    expect(picture.level(during, 3 * bin)).toBeLessThan(-80)
    expect(picture.level(Math.round((atS - 0.5) / picture.hopS), bin)).toBe(picture.minDb)
  })

  it('starts where it is asked to', async () => {
    const picture = await spectrogram(toneFile('part.wav', 16_000, 1000, 10, 5), 5, 1)
    expect(picture.startS).toBe(5)
    expect(
      picture.level(Math.floor(picture.frames / 2), Math.round(1000 / picture.hzPerBin))
    ).toBeGreaterThan(-8)
  })

  it('refuses a range that is no picture', async () => {
    const file = toneFile('range.wav', 16_000, 1000, 2, 0)
    expect((await failureOf(spectrogram(file, 0, 0))).code).toBe('invalid')
    expect((await failureOf(spectrogram(file, 0, 5000))).code).toBe('invalid')
    expect((await failureOf(spectrogram(file, 3, 1))).code).toBe('invalid')
  })
})

describe('listen and peaks', () => {
  it('gives one channel of any rate as 16-bit WAV, bit for bit', async () => {
    const audioPath = writeNoiseWav(path.join(folder, 'three.wav'), 21, {
      seconds: 1.3,
      sampleRateHz: 44_100,
      channels: 3
    })
    const outPath = path.join(folder, 'cache/listen/ab/three-c2.wav')
    await compute.run('listen', { audioPath, channel: 2, outPath }, { isInteractive: true })
    const [original, copy] = [await decodeChannel(audioPath, 2), await decodeChannel(outPath, 1)]
    expect(copy).toEqual(original)
    expect(readFileSync(outPath).readUInt16LE(34)).toBe(16)
  })

  it('makes the peaks that an import makes', async () => {
    const audioPath = writeNoiseWav(path.join(folder, 'two.wav'), 22, { seconds: 2, channels: 2 })
    const outPath = path.join(folder, 'cache/peaks/two.i8')
    await compute.run('peaks', { audioPath, channel: 2, outPath }, { isInteractive: true })
    const peaks = new Int8Array(readFileSync(outPath))
    expect(peaks).toHaveLength(2 * 100 * 2)
    const second = noise(2201, { seconds: 2 }).subarray(160, 320)
    expect(peaks[2]).toBe(Math.round(127 * Math.min(...second)))
    expect(peaks[3]).toBe(Math.round(127 * Math.max(...second)))
  })

  it('leaves nothing behind when the file cannot be read', async () => {
    const audioPath = path.join(folder, 'no sound.wav')
    writeFileSync(audioPath, 'no sound')
    const below = path.join(folder, 'failed')
    for (const task of ['listen', 'peaks'] as const) {
      const error = await failureOf(
        compute.run(
          task,
          { audioPath, channel: 1, outPath: path.join(below, 'out') },
          { isInteractive: true }
        )
      )
      expect(error.message).toContain('no sound.wav')
    }
    expect(filesBelow(below)).toEqual([])
  })
})

describe('probe', () => {
  it('answers for the files that can be read and leaves out the others', async () => {
    const readable = Array.from({ length: 30 }, (_, index) =>
      writeNoiseWav(path.join(folder, `probe/${index}.wav`), index, {
        seconds: 0.1 * (index + 1),
        channels: 2
      })
    )
    const unreadable = path.join(folder, 'probe/text.wav')
    writeFileSync(unreadable, 'text')
    const files = [...readable, unreadable].map(file => ({ key: path.basename(file), path: file }))
    const { items } = await runCollecting(compute, 'probe', { files })
    expect(items).toHaveLength(30)
    const third = items.find(item => item.key === '2.wav')
    expect(third).toMatchObject({ channels: 2, bextTime: null })
    expect(third?.durationS).toBeCloseTo(0.3, 6)
  })
})
