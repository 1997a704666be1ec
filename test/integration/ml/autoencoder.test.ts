import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { autoencoderMahalanobis, autoencoderMse } from '../../../electron/ml/detectors/autoencoder/system.ts'
import type { FittedSystem, SystemClip } from '../../../electron/ml/detectors/system.ts'
import { decisionFor, decisionOf } from '../../../electron/ml/detectors/threshold.ts'
import { openTestEngine } from '../../support/engine.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { createRandomSource } from '../../../electron/ml/random.ts'

const SAMPLES = 16_000

/** A second of a hum with noise; an anomalous one has another hum. */
const hum = (seed: number, pitchHz = 200): Float32Array => {
  const random = createRandomSource(seed)
  return Float32Array.from(
    { length: SAMPLES },
    (_, index) => 0.1 * Math.sin((2 * Math.PI * pitchHz * index) / 16_000) + 0.01 * random.normal()
  )
}

const clipOf = (id: string, samples: Float32Array, machine = 'press'): SystemClip => ({
  id,
  machine,
  domain: null,
  attributes: {},
  recording: id,
  waveform: () => Promise.resolve(samples)
})

const normals = Array.from({ length: 8 }, (_, index) => clipOf(`n${index}`, hum(index)))
const tests = [clipOf('good', hum(50)), clipOf('bad', hum(51, 1500))]
const few = { epochs: 4, batch: 64 }
const context = { seed: 3 }

let engine: Engine
let folder: string

beforeAll(async () => {
  engine = await openTestEngine()
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-autoencoder-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the autoencoders of the official baseline', () => {
  it('score another sound higher, with held-out scores for every normal, and leave no tensors behind', async () => {
    const before = engine.memory()
    const fitted = await autoencoderMse.fit(normals, autoencoderMse.parameters(few), context)
    const [good = NaN, bad = NaN] = await fitted.score(tests)
    expect(bad).toBeGreaterThan(good)
    expect(fitted.epochs).toBe(4)
    expect(
      fitted
        .heldOut('press')
        .map(({ clipId }) => clipId)
        .sort()
    ).toEqual(normals.map(({ id }) => id))
    fitted.dispose()
    expect(engine.memory()).toEqual(before)
  })

  it('decide by the official threshold where that is asked for, after saving and loading too', async () => {
    const before = engine.memory()
    const params = autoencoderMahalanobis.parameters({ epochs: 1, batch: 16, threshold: 'official-gamma' })
    const fitted = await autoencoderMahalanobis.fit(normals, params, context)
    const { threshold, isFirm } = decisionFor(fitted, 'press')
    expect(isFirm).toBe(true)
    // Batches of many clips spread less than clips: the official line is far too low on small data.
    expect(threshold).toBeLessThan(decisionOf(fitted.heldOut('press')).threshold)
    const loaded = await autoencoderMahalanobis.load(await fitted.save())
    expect(decisionFor(loaded, 'press').threshold).toBe(threshold)
    for (const one of [fitted, loaded]) one.dispose()
    expect(engine.memory()).toEqual(before)
  })

  it('take the held-out threshold, and say so, where the training has too few batches', async () => {
    const warnings: string[] = []
    const params = autoencoderMse.parameters({ epochs: 1, batch: 256, threshold: 'official-gamma' })
    const fitted = await autoencoderMse.fit(normals, params, {
      ...context,
      warn: text => warnings.push(text)
    })
    expect(decisionFor(fitted, 'press')).toMatchObject({
      threshold: decisionOf(fitted.heldOut('press')).threshold
    })
    expect(warnings).toEqual([expect.stringContaining('press: too few batches')])
    fitted.dispose()
  })

  // What an uninterrupted training gives is shared.
  describe('trained without an interruption', () => {
    const params = autoencoderMahalanobis.parameters({ ...few, folds: 0, distance: 'rows' })
    let whole: FittedSystem
    let scores: Float64Array
    beforeAll(async () => {
      whole = await autoencoderMahalanobis.fit(normals, params, context)
      scores = await whole.score(tests)
    })
    afterAll(() => whole.dispose())

    it('give the same scores after saving and loading', async () => {
      const loaded = await autoencoderMahalanobis.load(await whole.save())
      expect(await loaded.score(tests)).toEqual(scores)
      loaded.dispose()
    })

    it('give the same for the same seed from a checkpoint on, and remove it', async () => {
      const stop = new AbortController()
      const checkpointDir = path.join(folder, 'checkpoints')
      const interrupted = autoencoderMahalanobis.fit(normals, params, {
        ...context,
        checkpointDir,
        signal: stop.signal,
        onEpoch: ({ epoch }) => epoch === 2 && stop.abort()
      })
      await expect(interrupted).rejects.toMatchObject({ code: 'cancelled' })
      const epochs: number[] = []
      const resumed = await autoencoderMahalanobis.fit(normals, params, {
        ...context,
        checkpointDir,
        onEpoch: ({ epoch }) => epochs.push(epoch)
      })
      expect(epochs).toEqual([3, 4])
      expect(await resumed.score(tests)).toEqual(scores)
      expect(await readdir(folder)).not.toContain('checkpoints')
      resumed.dispose()
    })

    it('take the smaller distance of source and target where a machine has both', async () => {
      const mixed = normals.map(
        (clip, index) => ({ ...clip, domain: index < 2 ? 'target' : 'source' }) as const
      )
      const both = await autoencoderMahalanobis.fit(mixed, params, context)
      const saved = JSON.parse((await both.save()).json) as { machines: { precisions: number }[] }
      expect(saved.machines[0]?.precisions).toBe(2)
      expect(await both.score(tests)).not.toEqual(scores)
      both.dispose()
    })
  })

  it.each([
    ['samples that are not numbers', hum(1).fill(NaN, 100, 200), 'degenerate-normals'],
    ['a clip shorter than a window', hum(1).slice(0, 512), 'invalid']
  ])('refuse %s by name', async (_, samples, code) => {
    const broken = [...normals, clipOf('broken.wav', samples)]
    const fit = autoencoderMse.fit(broken, autoencoderMse.parameters(few), context)
    await expect(fit).rejects.toMatchObject({
      code,
      message: expect.stringContaining('broken.wav') as string
    })
  })

  it('fit to one clip, and to identical clips', async () => {
    const params = autoencoderMahalanobis.parameters({ ...few, epochs: 1 })
    const single = await autoencoderMahalanobis.fit(normals.slice(0, 1), params, context)
    const same = await autoencoderMahalanobis.fit(
      normals.map(({ id }) => clipOf(id, hum(1))),
      params,
      context
    )
    for (const fitted of [single, same]) {
      expect((await fitted.score(tests)).every(Number.isFinite)).toBe(true)
      fitted.dispose()
    }
  })

  it('refuse a machine that they were not fitted to', async () => {
    const fitted = await autoencoderMse.fit(
      normals,
      autoencoderMse.parameters({ epochs: 1, folds: 0 }),
      context
    )
    const other = fitted.score([clipOf('x', hum(1), 'lathe')])
    await expect(other).rejects.toMatchObject({ code: 'not-found' })
    fitted.dispose()
  })
})
