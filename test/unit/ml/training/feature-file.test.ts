import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFeatureFile } from '../../../../electron/ml/training/feature-file.ts'

const CLIPS = [Float32Array.of(1, 2, 3), Float32Array.of(4), Float32Array.of(5, 6)]

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (made: number[], more: { folder?: string; signal?: AbortSignal } = { folder }) =>
  openFeatureFile({
    ...more,
    fingerprint: 'kind 1',
    count: CLIPS.length,
    make: clip => {
      made.push(clip)
      return Promise.resolve(CLIPS[clip] ?? new Float32Array(0))
    }
  })

describe('a file of features', () => {
  it('gives any part of any clip', async () => {
    const file = await open([])
    const part = new Float32Array(2)
    file.read(0, 1, part)
    expect([...part]).toEqual([2, 3])
    file.read(2, 0, part)
    expect([...part]).toEqual([5, 6])
    expect([0, 1, 2].map(clip => file.lengthOf(clip))).toEqual([3, 1, 2])
    expect(() => file.read(1, 0, part)).toThrow('beyond the clip')
    await file.close()
  })

  it('is made once where it is kept', async () => {
    const made: number[] = []
    await (await open(made)).close()
    const again = await open(made)
    expect(made).toEqual([0, 1, 2])
    const last = new Float32Array(1)
    again.read(2, 1, last)
    expect(last[0]).toBe(6)
    await again.close()
  })

  it('lives until it is closed where no folder is given', async () => {
    const before = (await readdir(tmpdir())).filter(name => name.startsWith('earshot-features-'))
    const file = await open([], {})
    const only = new Float32Array(1)
    file.read(1, 0, only)
    expect(only[0]).toBe(4)
    await file.close()
    expect((await readdir(tmpdir())).filter(name => name.startsWith('earshot-features-'))).toEqual(before)
  })

  it('is not there where it was cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(open([], { folder, signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(folder)).toEqual([])
  })

  it('is refused where it is cut short', async () => {
    await (await open([])).close()
    const [name = ''] = await readdir(folder)
    const bytes = await readFile(path.join(folder, name))
    await writeFile(path.join(folder, name), bytes.subarray(0, bytes.length - 8))
    await expect(open([])).rejects.toMatchObject({ code: 'unreadable' })
  })
})
