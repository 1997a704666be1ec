import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DETECTOR_IDS } from '../../../../electron/contract/models.ts'
import { extractFeatures } from '../../../../electron/ml/detectors/auto/features.ts'
import { fitAuto } from '../../../../electron/ml/detectors/auto/fit.ts'
import type { SystemClip } from '../../../../electron/ml/detectors/system.ts'
import { SYSTEMS } from '../../../../electron/ml/detectors/systems.ts'
import { timeWeightedLevels } from '../../../../electron/ml/detectors/twfr-gmm/features.ts'
import melGolden from '../../../fixtures/dsp/mel.json' with { type: 'json' }
import { testSignal } from '../../../fixtures/dsp/test-signal.ts'
import { noise } from '../../../support/wav-files.ts'

const clip = (machine: string, index: number, parts: Partial<SystemClip> = {}): SystemClip => ({
  id: `${machine} ${index}`,
  machine,
  domain: null,
  attributes: {},
  recording: `${machine} ${index}`,
  waveform: async () => noise(index + (machine === 'fan' ? 0 : 1000), { seconds: 1 }),
  ...parts
})

const clips = (machine: string, count: number): SystemClip[] =>
  Array.from({ length: count }, (_, index) => clip(machine, index))

const anomaly = (machine: string): SystemClip =>
  clip(machine, 50, {
    waveform: async () =>
      noise(50, { seconds: 1 }).map(
        (value, index) => value + 0.3 * Math.sin((2 * Math.PI * 3000 * index) / 16_000)
      )
  })

/** Systems that are fitted within a second. */
const QUICK = ['auto', 'twfr-gmm'] as const

describe('the registry', () => {
  it('has every detector, each with a sentence and documented parameters', () => {
    expect(Object.keys(SYSTEMS)).toEqual([...DETECTOR_IDS])
    for (const { summary, parameters } of Object.values(SYSTEMS)) {
      expect(summary).toMatch(/\.$/u)
      for (const { text, source } of Object.values(parameters)) {
        expect(text.length).toBeGreaterThan(5)
        expect(source.length).toBeGreaterThan(3)
      }
    }
  })
})

describe.each(QUICK)('the system %s', id => {
  const load = () => SYSTEMS[id].load()

  it('says how far it is without the name that a machine has among the systems', async () => {
    const messages: string[] = []
    const system = await load()
    const fitted = await system.fit(
      clips('machine', 8),
      {},
      { seed: 1, report: (_, message) => messages.push(message) }
    )
    fitted.dispose()
    expect(messages).toContain('8 of 8 clips')
    for (const message of messages) expect(message).not.toContain('machine')
  })

  it('scores an anomaly above the normals of its machine, machine by machine', async () => {
    const system = await load()
    const fitted = await system.fit([...clips('fan', 12), ...clips('pump', 12)], {}, { seed: 1 })
    const [odd = 0, ...normals] = await fitted.score([anomaly('fan'), clip('fan', 30), clip('pump', 31)])
    for (const normal of normals) expect(odd).toBeGreaterThan(normal)
    const ids = fitted.heldOut('pump').map(({ clipId }) => clipId)
    expect(ids.toSorted()).toEqual(
      clips('pump', 12)
        .map(one => one.id)
        .toSorted()
    )
    expect(fitted.heldOut('pump').every(({ score }) => Number.isFinite(score))).toBe(true)
  })

  it('scores the same to the bit after it was saved', async () => {
    const system = await load()
    const fitted = await system.fit([...clips('fan', 10), ...clips('pump', 8)], {}, { seed: 1 })
    const loaded = await system.load(await fitted.save())
    const tests = [anomaly('fan'), clip('pump', 31)]
    expect(await loaded.score(tests)).toEqual(await fitted.score(tests))
    expect(loaded.heldOut('fan')).toEqual(fitted.heldOut('fan'))
  })

  it('gives the same scores for the same seed, with a cache and without', async () => {
    const cacheDir = mkdtempSync(path.join(tmpdir(), 'earshot-cache-'))
    onTestFinished(() => rmSync(cacheDir, { recursive: true, force: true }))
    const keyed = clips('fan', 10).map(one => ({ ...one, cacheKey: one.id }))
    const system = await load()
    const scores = []
    for (const context of [{ seed: 3 }, { seed: 3, cacheDir }, { seed: 3, cacheDir }]) {
      const fitted = await system.fit(keyed, {}, context)
      scores.push(await fitted.score([anomaly('fan')], context))
    }
    expect(scores[1]).toEqual(scores[0])
    expect(scores[2]).toEqual(scores[0])
  })

  it('reads no waveform again whose features are cached', async () => {
    const cacheDir = mkdtempSync(path.join(tmpdir(), 'earshot-cache-'))
    onTestFinished(() => rmSync(cacheDir, { recursive: true, force: true }))
    const keyed = clips('fan', 6).map(one => ({ ...one, cacheKey: one.id }))
    const system = await load()
    await system.fit(keyed, {}, { seed: 1, cacheDir })
    const silent = keyed.map(one => ({
      ...one,
      waveform: async (): Promise<Float32Array> => {
        throw new Error('read again')
      }
    }))
    const fitted = await system.fit(silent, {}, { seed: 1, cacheDir })
    expect((await fitted.score(silent, { seed: 1, cacheDir })).every(Number.isFinite)).toBe(true)
  })

  it('refuses too few normals, and fits them with a warning where that is wanted', async () => {
    const system = await load()
    await expect(system.fit(clips('fan', 2), {}, { seed: 1 })).rejects.toMatchObject({
      code: 'too-few-normals'
    })
    const warnings: string[] = []
    const context = { seed: 1, allowsFewNormals: true, warn: (message: string) => warnings.push(message) }
    const fitted = await system.fit(clips('fan', 2), {}, context)
    expect((await fitted.score([anomaly('fan')])).every(Number.isFinite)).toBe(true)
    expect(warnings).toEqual([
      expect.stringContaining('fan: 2 normal clips to learn from; at least 5 are needed')
    ])
    const loaded = await system.load(await fitted.save())
    expect(await loaded.score([anomaly('fan')])).toEqual(await fitted.score([anomaly('fan')]))
  })

  it('says nothing of the name by which the only machine is known to systems', async () => {
    const system = await load()
    const only = clips('machine', 2).map(one => ({ ...one, id: one.recording.replace('machine', 'n') }))
    await expect(system.fit(only, {}, { seed: 1 })).rejects.toThrow(
      /^2 normal clips to learn from; at least 5 are needed$/u
    )
    const warnings: string[] = []
    const context = { seed: 1, allowsFewNormals: true, warn: (message: string) => warnings.push(message) }
    await system.fit(only, {}, context)
    expect(warnings).toEqual([expect.stringMatching(/^2 normal clips to learn from/u)])
  })

  it('does not know a machine that it was not fitted to', async () => {
    const fitted = await (await load()).fit(clips('fan', 6), {}, { seed: 1 })
    await expect(fitted.score([clip('valve', 1)])).rejects.toMatchObject({ code: 'not-found' })
    expect(() => fitted.heldOut('valve')).toThrow('valve')
  })

  it('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect((await load()).fit(clips('fan', 6), {}, { seed: 1, signal })).rejects.toThrow(/abort/u)
  })

  it('refuses what another detector saved, and torn files', async () => {
    const system = await load()
    const arrays = new Uint8Array(0)
    await expect(system.load({ json: '{"detector":"x"}', arrays })).rejects.toMatchObject({
      code: 'unreadable'
    })
    await expect(system.load({ json: '{"detec', arrays })).rejects.toMatchObject({ code: 'unreadable' })
  })
})

describe('auto as a system', () => {
  it("gives the detector's own scores", async () => {
    const normals = clips('fan', 10)
    const waveforms = await Promise.all(normals.map(({ waveform }) => waveform()))
    const own = fitAuto(
      {
        clips: normals.map(({ id, recording }, order) => ({
          id,
          group: recording,
          order,
          features: extractFeatures(waveforms[order] ?? new Float32Array(0))
        }))
      },
      { ignoreLevel: true }
    )
    const system = await SYSTEMS.auto.load()
    const fitted = await system.fit(normals, { ignoreLevel: 'true' }, { seed: 1 })
    const odd = anomaly('fan')
    const [score] = await fitted.score([odd])
    expect(score).toBe(own.score(extractFeatures(await odd.waveform())).score)
  })
})

describe('twfr-gmm', () => {
  it.each(melGolden.timeWeighted)('pools levels by rank as numpy does, decay $decay', ({ decay, levels }) => {
    const own = timeWeightedLevels(testSignal(), decay).filter((_, index) => index % 9 === 0)
    for (const [index, level] of levels.entries()) {
      expect(Math.abs((own[index] ?? Number.NaN) - level)).toBeLessThan(1e-3)
    }
  })

  it('names a clip whose samples are not numbers', async () => {
    const broken = clip('fan', 7, { waveform: async () => new Float32Array(16_000).fill(Number.NaN) })
    const system = await SYSTEMS['twfr-gmm'].load()
    await expect(system.fit([...clips('fan', 6), broken], {}, { seed: 1 })).rejects.toThrow('fan 7')
  })

  it('says what to do where the normals do not vary', async () => {
    const same = clips('fan', 6).map(one => ({ ...one, waveform: async () => noise(1, { seconds: 1 }) }))
    const system = await SYSTEMS['twfr-gmm'].load()
    await expect(system.fit(same, { regularisation: 0 }, { seed: 1 })).rejects.toThrow('vary too little')
  })
})
