import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import type { PreparedFile, PrepareInput } from '../../electron/contract/compute.ts'
import { featuresFile, peaksFile } from '../../electron/contract/paths.ts'
import { decodeFeatures } from '../../electron/ml/detectors/auto/feature-codec.ts'
import { extractFeatures } from '../../electron/ml/detectors/auto/features.ts'
import { forkNode } from '../../electron/core/compute-host/child.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import type { ComputeChild } from '../../electron/core/compute-host/index.ts'
import { AUTO_FIT, importClips } from '../support/clips.ts'
import { computeForTests, failureOf, filesBelow, runCollecting, temporaryFolder } from '../support/compute.ts'
import { dataPath, describeWithData } from '../support/data.ts'
import { noise, writeNoiseWav } from '../support/wav-files.ts'

const compute = computeForTests()
const folder = temporaryFolder()
let folders = 0
const newFolder = (): string => {
  const created = path.join(folder, String(folders++))
  mkdirSync(created)
  return created
}

const inputFor = (paths: readonly string[], change: Partial<PrepareInput> = {}): PrepareInput => ({
  files: paths.map(filePath => ({ key: path.basename(filePath), path: filePath })),
  dataDir: newFolder(),
  channel: 1,
  clipLengthS: 1,
  knownSha256: [],
  copiesFiles: true,
  ...change
})

const prepare = async (input: PrepareInput): Promise<PreparedFile[]> =>
  (await runCollecting(compute, 'prepare', input)).items

type ReadyFile = Extract<PreparedFile, { kind: 'ready' }>

const readyOf = (prepared: PreparedFile | undefined): ReadyFile => {
  if (prepared?.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(prepared)}`)
  return prepared
}

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
    const source = writeNoiseWav(path.join(newFolder(), 'long.wav'), 3, {
      seconds: 304,
      sampleRateHz: 44_100
    })
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

describe('prepare and bad files', () => {
  const wav = (change: (view: DataView) => void, seconds = 1): Uint8Array => {
    const bytes = encodeWav16(noise(7, { seconds }), 16_000)
    change(new DataView(bytes.buffer))
    return bytes
  }
  const floatWav = (value: number): Uint8Array => {
    const bytes = wav(view => {
      view.setUint16(20, 3, true)
      view.setUint16(34, 32, true)
      view.setUint16(32, 4, true)
      view.setUint32(28, 64_000, true)
    }, 4)
    const view = new DataView(bytes.buffer)
    for (let at = 44; at < bytes.length; at += 4) view.setFloat32(at, at === 4044 ? value : 0.01, true)
    return bytes
  }
  const nothingChanges = (): void => undefined
  const badFiles: Readonly<Record<string, Uint8Array>> = {
    'empty.wav': new Uint8Array(0),
    'text.wav': new TextEncoder().encode('This is not a recording, whatever its name says.'),
    'truncated.wav': wav(nothingChanges).subarray(0, 9000),
    'header only.wav': wav(nothingChanges).subarray(0, 44),
    'claims 4 GB.wav': wav(view => {
      view.setUint32(4, 0xffffffff, true)
      view.setUint32(40, 0xfffffff0, true)
    }).subarray(0, 44),
    '0 Hz.wav': wav(view => view.setUint32(24, 0, true)),
    'no channels.wav': wav(view => view.setUint16(22, 0, true)),
    '1 sample.wav': encodeWav16(new Float32Array([0.5]), 16_000),
    'not a number.wav': floatWav(Number.NaN),
    'infinite.wav': floatWav(Number.POSITIVE_INFINITY),
    'broken.flac': new Uint8Array([0x66, 0x4c, 0x61, 0x43, 0, 0, 0, 34, ...new Uint8Array(200).fill(7)]),
    'broken.mp3': new Uint8Array([0xff, 0xfb, 0x90, 0x00, ...new Uint8Array(3000).fill(0xaa)]),
    'broken.ogg': new Uint8Array([...new TextEncoder().encode('OggS'), ...new Uint8Array(500)]),
    'broken.m4a': new Uint8Array([
      0,
      0,
      0,
      24,
      ...new TextEncoder().encode('ftypM4A '),
      ...new Uint8Array(200)
    ])
  }

  it('names each bad file with its reason, and takes in the good ones', async () => {
    const from = newFolder()
    const names = Object.keys(badFiles)
    for (const [name, bytes] of Object.entries(badFiles)) writeFileSync(path.join(from, name), bytes)
    mkdirSync(path.join(from, 'a folder.wav'))
    const paths = [...names, 'a folder.wav', 'not there.wav'].map(name => path.join(from, name))
    const good = writeNoiseWav(path.join(from, 'good.wav'), 8, { seconds: 1 })
    const input = inputFor([...paths.slice(0, 8), good, ...paths.slice(8)])
    const prepared = await prepare(input)
    expect(prepared).toHaveLength(paths.length + 1)
    for (const item of prepared) {
      if (item.key === 'good.wav') {
        expect(item.kind).toBe('ready')
        continue
      }
      if (item.kind !== 'failed') throw new Error(`${item.key} came in as ${item.kind}`)
      expect(['unreadable', 'unsupported', 'invalid'], item.key).toContain(item.error.code)
      expect(item.error.message, item.key).toContain(item.key)
      expect(String(item.error.details?.reason).length, item.key).toBeGreaterThan(8)
    }
    expect(filesBelow(input.dataDir).filter(file => !file.startsWith('cache/'))).toHaveLength(1)
    expect(filesBelow(input.dataDir).filter(file => file.endsWith('.tmp'))).toEqual([])
  })

  it('takes a wrong extension by the content', async () => {
    const source = writeNoiseWav(path.join(newFolder(), 'wave.mp3'), 9, { seconds: 1 })
    expect(readyOf((await prepare(inputFor([source])))[0])).toMatchObject({
      container: 'wav',
      storedPath: expect.stringMatching(/\.wav$/) as unknown
    })
  })

  it('names a channel that a file does not have', async () => {
    const source = writeNoiseWav(path.join(newFolder(), 'mono.wav'), 9, { seconds: 1 })
    const [item] = await prepare(inputFor([source], { channel: 3 }))
    expect(item).toMatchObject({
      kind: 'failed',
      error: { code: 'invalid', details: { channel: 3, channels: 1 } }
    })
  })

  it('follows links, and names those that lead nowhere', async () => {
    const from = newFolder()
    const source = writeNoiseWav(path.join(from, 'real.wav'), 11, { seconds: 1 })
    symlinkSync(source, path.join(from, 'link.wav'))
    symlinkSync(path.join(from, 'gone.wav'), path.join(from, 'dangling.wav'))
    const prepared = await prepare(inputFor([path.join(from, 'link.wav'), path.join(from, 'dangling.wav')]))
    expect(prepared.map(item => item.kind)).toEqual(['ready', 'failed'])
  })

  it('fails as a whole, with the folder and the reason, when the data folder cannot be written', async () => {
    const from = newFolder()
    const paths = [1, 2, 3, 4, 5].map(seed =>
      writeNoiseWav(path.join(from, `${seed}.wav`), seed, { seconds: 1 })
    )
    const input = inputFor(paths)
    writeFileSync(path.join(input.dataDir, 'cache'), 'a file where a folder should be')
    const error = await failureOf(prepare(input))
    expect(error.code).toBe('conflict')
    expect(error.message).toContain('cannot be written')
    expect(error.details.folder).toContain(input.dataDir)
  })
})

describe('prepare and its end', () => {
  const manyFiles = (count: number): string[] => {
    const from = newFolder()
    return Array.from({ length: count }, (_, index) =>
      writeNoiseWav(path.join(from, `${index}.wav`), index, { seconds: 10 })
    )
  }
  const isWhole = (input: PrepareInput, ready: ReadyFile): boolean =>
    readFileSync(path.join(input.dataDir, ready.storedPath)).length === ready.sizeBytes

  it('ends soon when cancelled, with nothing half-written and all that was reported in place', async () => {
    const input = inputFor(manyFiles(40), { clipLengthS: 10 })
    const controller = new AbortController()
    const items: PreparedFile[] = []
    const error = await failureOf(
      compute.run('prepare', input, {
        signal: controller.signal,
        onItem: item => {
          items.push(item)
          controller.abort()
        }
      })
    )
    expect(error.code).toBe('cancelled')
    expect(items.length).toBeLessThan(40)
    expect(items.every(item => isWhole(input, readyOf(item)))).toBe(true)
    expect(filesBelow(input.dataDir).filter(file => file.endsWith('.tmp'))).toEqual([])
  })

  it('leaves only whole files under their names when its process is killed', async () => {
    const input = inputFor(manyFiles(40), { clipLengthS: 10 })
    let child: ComputeChild | undefined
    const fragile = createCompute({ log: () => undefined, fork: () => (child = forkNode()) })
    const items: PreparedFile[] = []
    const onItem = (item: PreparedFile): void => {
      items.push(item)
      child?.kill()
    }
    const error = await failureOf(fragile.run('prepare', input, { onItem }))
    await fragile.close()
    expect(error).toMatchObject({ code: 'compute-lost', details: { task: 'prepare', signal: 'SIGKILL' } })
    expect(items.every(item => isWhole(input, readyOf(item)))).toBe(true)
    const stored = filesBelow(path.join(input.dataDir, 'recordings')).filter(file => !file.endsWith('.tmp'))
    expect(stored.length).toBeGreaterThanOrEqual(items.length)
    for (const file of stored) {
      const bytes = readFileSync(path.join(input.dataDir, 'recordings', file))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(path.basename(file, '.wav'))
    }
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
