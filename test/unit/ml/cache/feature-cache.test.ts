import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { featureCache } from '../../../../electron/ml/cache/feature-cache.ts'
import type { SystemClip } from '../../../../electron/ml/detectors/system.ts'

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-features-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const clip = (cacheKey?: string): SystemClip => ({
  id: 'a',
  machine: 'fan',
  domain: null,
  attributes: {},
  recording: 'a',
  waveform: async () => Float32Array.of(1, 2, 3),
  ...(cacheKey !== undefined && { cacheKey })
})

/** Doubles the waveform and counts how often. */
const counted = () => {
  const make = (waveform: Float32Array): Float32Array => {
    make.calls++
    return waveform.map(value => 2 * value)
  }
  make.calls = 0
  return make
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))

describe('the feature cache', () => {
  it('makes features once for a key and a recipe', async () => {
    const [folder, make] = [newFolder(), counted()]
    for (const recipe of [1, 1, 2]) {
      const cache = featureCache(folder, 'double', recipe)
      expect(await cache.floats(clip('key'), make)).toEqual(Float32Array.of(2, 4, 6))
    }
    await featureCache(folder, 'double', 1).floats(clip('other key'), make)
    expect(make.calls).toBe(3)
  })

  it('keeps nothing without a folder, or for a clip without a key', async () => {
    const [folder, make] = [newFolder(), counted()]
    await featureCache(undefined, 'double', 1).floats(clip('key'), make)
    await featureCache(folder, 'double', 1).floats(clip(), make)
    expect([make.calls, filesIn(folder)]).toEqual([2, []])
  })

  it.each(['torn', 'changed'])('makes them again where the file is %s', async how => {
    const [folder, make] = [newFolder(), counted()]
    const cache = featureCache(folder, 'double', 1)
    await cache.floats(clip('key'), make)
    const [file = ''] = filesIn(folder)
    const bytes = readFileSync(file)
    bytes[bytes.length - 1] = 77
    writeFileSync(file, how === 'torn' ? bytes.subarray(0, 10) : bytes)
    expect(await cache.floats(clip('key'), make)).toEqual(Float32Array.of(2, 4, 6))
    expect(make.calls).toBe(2)
  })

  it('says where features cannot be kept', async () => {
    const folder = path.join(newFolder(), 'file')
    writeFileSync(folder, '')
    const cache = featureCache(folder, 'double', 1)
    await expect(cache.floats(clip('key'), counted())).rejects.toMatchObject({
      code: 'conflict',
      details: { isStorageError: true }
    })
  })
})
