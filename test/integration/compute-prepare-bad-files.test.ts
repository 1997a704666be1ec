import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import { failureOf, filesBelow } from '../support/compute.ts'
import { prepareForTests, readyOf } from '../support/prepare.ts'
import { noise, writeNoiseWav } from '../support/wav-files.ts'

const { newFolder, inputFor, prepare } = prepareForTests()

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
