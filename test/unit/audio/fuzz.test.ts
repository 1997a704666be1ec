import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { decodeChannel, openAudio, probeAudio, readName } from '../../../electron/audio/index.ts'
import { AppError } from '../../../electron/contract/errors.ts'
import { bytesOf, fixture, seededRandom, temporaryFile, wavBytes } from './support.ts'

const LARGEST_GROWTH_BYTES = 1024 ** 3
/** All rounds take long; the whole check does the first ones. */
const PART = process.env.EARSHOT_TEST_LONG === '1' ? 1 : 1 / 3

const mutate = (bytes: Uint8Array, random: () => number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  const changes = 1 + Math.floor(random() * 8)
  // Half of the changes go to the header, where they do most harm.
  for (let change = 0; change < changes; change++) {
    const reach = random() < 0.5 ? Math.min(64, copy.length) : copy.length
    copy[Math.floor(random() * reach)] = random() < 0.3 ? 255 : Math.floor(random() * 256)
  }
  return random() < 0.3 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy
}

/** Reads a file in every way; anything but an AppError that names it fails the test. */
const readAll = async (path: string, name: string): Promise<'read' | 'refused'> => {
  try {
    await probeAudio(path)
    const reader = await openAudio(path)
    try {
      for await (const block of reader.blocks()) expect(block.length).toBe(reader.info.channels)
    } finally {
      await reader.close()
    }
    await decodeChannel(path, 1, { lengthS: 1 })
    return 'read'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.message).toContain(name)
    return 'refused'
  }
}

const wav = (): Uint8Array =>
  wavBytes(bytesOf(Int16Array.from({ length: 2000 }, (_, index) => index)), { channels: 2 })
const floatWav = (): Uint8Array =>
  wavBytes(bytesOf(new Float32Array(2000).fill(0.1)), { tag: 3, bits: 32, channels: 2 })

const SEEDS: readonly (readonly [name: string, bytes: () => Uint8Array, rounds: number])[] = [
  ['pcm.wav', wav, 400],
  ['float.wav', floatWav, 200],
  ['noise.flac', () => readFileSync(fixture('flac-16.flac')), 150],
  ['noise.ogg', () => readFileSync(fixture('flac.ogg')), 60],
  ['tone.mp3', () => readFileSync(fixture('tone.mp3')), 60],
  ['tone.ogg', () => readFileSync(fixture('tone.ogg')), 60],
  ['tone.opus', () => readFileSync(fixture('tone.opus')), 60],
  ['tone.m4a', () => readFileSync(fixture('tone.m4a')), 60]
]

describe('Damaged files never hang, crash or fill the memory:', () => {
  // The decoders of the libraries write what they met to the console.
  beforeAll(() => {
    for (const kind of ['error', 'warn', 'log'] as const)
      vi.spyOn(console, kind).mockImplementation(() => undefined)
  })
  afterAll(() => vi.restoreAllMocks())

  it.each(SEEDS)('%s with seeded changes', async (name, bytes, rounds) => {
    const random = seededRandom(name.length * 7919)
    const original = bytes()
    const before = process.memoryUsage.rss()
    const outcomes = { read: 0, refused: 0 }
    for (let round = 0; round < rounds * PART; round++) {
      outcomes[await readAll(temporaryFile(name, mutate(original, random)), name)]++
    }
    expect(outcomes.refused).toBeGreaterThan(0)
    expect(process.memoryUsage.rss() - before).toBeLessThan(LARGEST_GROWTH_BYTES)
  })
  it('random bytes behind the signatures of all formats', async () => {
    const random = seededRandom(99)
    const signatures = [
      '',
      'RIFF\xff\xff\xff\xffWAVE',
      'fLaC',
      'OggS\0',
      '\0\0\0\x18ftypM4A ',
      '\xff\xfb\x90\0',
      'ID3\x04\0\0\0\0\x0f\x7f'
    ]
    for (let round = 0; round < 210; round++) {
      const signature = Uint8Array.from(signatures[round % signatures.length] ?? '', letter =>
        letter.charCodeAt(0)
      )
      const rest = Uint8Array.from({ length: Math.floor(random() * 5000) }, () => Math.floor(random() * 256))
      const file = temporaryFile('random.wav', Uint8Array.from([...signature, ...rest]))
      expect(await readAll(file, 'random.wav')).toBe('refused')
    }
  })
})

it('Names of any characters are read without an error', () => {
  const random = seededRandom(4)
  for (let round = 0; round < 2000; round++) {
    const letters = Array.from({ length: Math.floor(random() * 40) }, () => {
      const kind = random()
      return kind < 0.4
        ? '0123456789-_.T /'[Math.floor(random() * 16)]
        : String.fromCharCode(Math.floor(random() * 65_536))
    })
    const facts = readName(letters.join(''))
    expect(['dcase2020', 'dcase2022+', 'folder', 'none']).toContain(facts.layout)
  }
})
