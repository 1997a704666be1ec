import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import { featuresFile, peaksFile } from '../../electron/contract/paths.ts'
import { decodeFeatures } from '../../electron/ml/detectors/auto/feature-codec.ts'
import { extractFeatures } from '../../electron/ml/detectors/auto/features.ts'
import { AUTO_FIT, importClips } from '../support/clips.ts'
import { filesBelow } from '../support/compute.ts'
import { dataPath, describeWithData } from '../support/data.ts'
import { prepareForTests, readyOf } from '../support/prepare.ts'
import { noise, writeNoiseWav } from '../support/wav-files.ts'

const { compute, newFolder, inputFor, prepare } = prepareForTests()

describe('prepare', () => {
  it('stores the bytes under their hash, with features and peaks in the cache, and nothing else', async () => {
    const source = writeNoiseWav(path.join(newFolder(), 'fan.wav'), 1, { seconds: 2.5 })
    const input = inputFor([source])
    const ready = readyOf((await prepare(input))[0])
    expect(ready).toMatchObject({
      key: 'fan.wav',
      container: 'wav',
      sampleRateHz: 16_000,
      channels: 1,
      bitDepth: 16,
      durationS: 2.5,
      sizeBytes: 80_044,
      badges: [],
      clips: [
        { index: 0, startS: 0, lengthS: 1 },
        { index: 1, startS: 1, lengthS: 1 }
      ]
    })
    expect(ready.storedPath).toBe(`recordings/${ready.sha256.slice(0, 2)}/${ready.sha256}.wav`)
    expect(readFileSync(path.join(input.dataDir, ready.storedPath))).toEqual(readFileSync(source))
    expect(filesBelow(input.dataDir)).toEqual(
      [
        featuresFile(ready.sha256, 1, 0, 1),
        featuresFile(ready.sha256, 1, 1, 1),
        peaksFile(ready.sha256, 1),
        ready.storedPath
      ].sort()
    )
    expect(readFileSync(path.join(input.dataDir, peaksFile(ready.sha256, 1)))).toHaveLength(500)
  })

  it('caches the features that the detector would make of the same samples', async () => {
    const source = writeNoiseWav(path.join(newFolder(), 'fan.wav'), 2, { seconds: 2 })
    const input = inputFor([source])
    const { sha256 } = readyOf((await prepare(input))[0])
    const cached = decodeFeatures(readFileSync(path.join(input.dataDir, featuresFile(sha256, 1, 1, 1))))
    const samples = noise(200, { seconds: 2 })
      .subarray(16_000)
      // Adding 0 turns -0, which 16 bits do not have, into 0.
      .map(value => Math.round(value * 32_768) / 32_768 + 0)
    expect(cached).toEqual(extractFeatures(samples.slice()))
  })

  it.each([
    ['16 kHz', 16_000, 1],
    ['44.1 kHz', 44_100, 1.5],
    ['48 kHz, a length between samples', 48_000, 1.23456]
  ])(
    'caches what is made again from the sound when the cache is gone: %s',
    async (name, sampleRateHz, clipLengthS) => {
      const dataDir = newFolder()
      const source = writeNoiseWav(path.join(newFolder(), 'fan.wav'), 6, {
        seconds: 7,
        sampleRateHz,
        channels: 2
      })
      const clips = await importClips(compute, [source], { dataDir, clipLengthS, channel: 2 })
      expect(clips, name).toHaveLength(Math.floor(7 / clipLengthS))
      const cached = clips.map(clip => readFileSync(clip.featuresPath))
      rmSync(path.join(dataDir, 'cache'), { recursive: true })
      // Too few clips for some fits here: what counts is that a fit makes the features again.
      const fitAgain = (): Promise<unknown> =>
        compute
          .run('fit', { ...AUTO_FIT, clips, modelDir: newFolder() })
          .catch((error: unknown) => expect(error).toMatchObject({ code: 'too-few-normals' }))
      await fitAgain()
      expect(clips.map(clip => readFileSync(clip.featuresPath))).toEqual(cached)
      // A single missing clip is read by itself.
      rmSync(clips[2]?.featuresPath ?? '')
      await fitAgain()
      expect(clips.map(clip => readFileSync(clip.featuresPath))).toEqual(cached)
    }
  )

  it('cuts a 5-minute recording of 44.1 kHz into 30 clips of 10 s', async () => {
    const source = path.join(newFolder(), 'long.wav')
    const [block, blocks] = [noise(3, { seconds: 4, sampleRateHz: 44_100 }), 76]
    const samples = new Float32Array(blocks * block.length)
    for (let at = 0; at < samples.length; at += block.length) samples.set(block, at)
    writeFileSync(source, encodeWav16(samples, 44_100))
    const ready = readyOf((await prepare(inputFor([source], { clipLengthS: 10 })))[0])
    expect(ready.clips.map(clip => clip.startS)).toEqual(Array.from({ length: 30 }, (_, index) => 10 * index))
  })

  it('gives a recording shorter than a clip its badge and no clips', async () => {
    const source = writeNoiseWav(path.join(newFolder(), 'short.wav'), 4, { seconds: 1.5 })
    const ready = readyOf((await prepare(inputFor([source], { clipLengthS: 2 })))[0])
    expect(ready.clips).toEqual([])
    expect(ready.badges).toEqual([{ code: 'too-short', params: { lengthS: 1.5, clipLengthS: 2 } }])
  })

  it('knows duplicates by content: of the machine, and within an import, where the first one counts', async () => {
    const from = newFolder()
    const names = ['a', 'b', 'c', 'd', 'e'].map(name => path.join(from, `${name}.wav`))
    names.forEach((name, index) => writeNoiseWav(name, index % 2, { seconds: 1 }))
    const input = inputFor(names)
    const first = await prepare(input)
    expect(first.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'a.wav ready',
      'b.wav ready',
      'c.wav duplicate',
      'd.wav duplicate',
      'e.wav duplicate'
    ])
    const knownSha256 = first.slice(0, 2).map(prepared => readyOf(prepared).sha256)
    const again = inputFor(names, { knownSha256 })
    expect((await prepare(again)).map(prepared => prepared.kind)).toEqual(names.map(() => 'duplicate'))
    expect(filesBelow(again.dataDir)).toEqual([])
  })

  it('analyses stored files again in another channel and length without copying them', async () => {
    const source = writeNoiseWav(path.join(newFolder(), 'two.wav'), 5, { seconds: 4, channels: 2 })
    const input = inputFor([source])
    const ready = readyOf((await prepare(input))[0])
    const stored = path.join(input.dataDir, ready.storedPath)
    const again = inputFor([stored], {
      dataDir: input.dataDir,
      channel: 2,
      clipLengthS: 2,
      copiesFiles: false
    })
    const second = readyOf((await prepare(again))[0])
    expect(second).toMatchObject({ sha256: ready.sha256, storedPath: ready.storedPath })
    expect(second.clips).toHaveLength(2)
    expect(second.levelDb).not.toBe(ready.levelDb)
    expect(filesBelow(input.dataDir)).toContain(featuresFile(ready.sha256, 2, 2, 2))
  })

  it('reads odd names as they are', async () => {
    const from = newFolder()
    const names = [
      'Lüfter №3 – «ё».wav',
      '送風機 #1 (50%).wav',
      'a\nb\t.wav',
      "O'Neill & \u{1F50A}.wav",
      '-rf.wav'
    ]
    const paths = names.map((name, index) => writeNoiseWav(path.join(from, name), 10 + index, { seconds: 1 }))
    const prepared = await prepare(inputFor(paths))
    expect(prepared.map(({ key, kind }) => [key, kind])).toEqual(names.map(name => [name, 'ready']))
  })
})

describeWithData('mimii-fan-8ch', 'prepare on an 8-channel recording', () => {
  it('takes in each channel', async () => {
    const original = dataPath('mimii-fan-8ch/fan/id_00/normal')
    const [name] = filesBelow(original)
    const source = path.join(newFolder(), 'eight.wav')
    copyFileSync(path.join(original, name ?? ''), source)
    const levels = new Set<number>()
    for (const channel of [1, 8]) {
      const ready = readyOf((await prepare(inputFor([source], { channel, clipLengthS: 10 })))[0])
      expect(ready).toMatchObject({ channels: 8, durationS: 10 })
      expect(ready.clips).toHaveLength(1)
      levels.add(ready.levelDb)
    }
    expect(levels.size).toBe(2)
  })
})
