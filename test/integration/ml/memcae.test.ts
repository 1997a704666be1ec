import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resample } from '../../../electron/audio/resample/resample.ts'
import { memcae } from '../../../electron/ml/detectors/memcae/system.ts'
import type { SystemClip, TrainingProgress } from '../../../electron/ml/detectors/system.ts'
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
/** An eighth of the filters and a small memory. */
const small = { width: 0.125, slots: 20, batch: 4, epochs: 2 }
const params = memcae.parameters(small)
const context = { seed: 3 }

let engine: Engine
let folder: string

beforeAll(async () => {
  engine = await openTestEngine()
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-memcae-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('MemCAE', () => {
  it.each(['a', 'b'])(
    'scores another sound higher, reading %s, and leaves no tensors behind',
    async reading => {
      const before = engine.memory()
      const own = memcae.parameters({
        ...small,
        reading,
        ...(reading === 'a' && { slotSize: 40 }),
        epochs: 4
      })
      const fitted = await memcae.fit(normals, own, context)
      const [good = NaN, bad = NaN] = await fitted.score(tests)
      expect(bad).toBeGreaterThan(good)
      expect(fitted.epochs).toBe(4)
      expect(fitted.heldOut('press').map(({ clipId }) => clipId)).toEqual(normals.map(({ id }) => id))
      fitted.dispose()
      expect(engine.memory()).toEqual(before)
    }
  )

  it('gives the same scores after saving and loading, and for the same seed', async () => {
    const first = await memcae.fit(normals, params, context)
    const again = await memcae.fit(normals, params, context)
    const loaded = await memcae.load(await first.save())
    const scores = await first.score(tests)
    expect(await loaded.score(tests)).toEqual(scores)
    expect(await again.score(tests)).toEqual(scores)
    expect(loaded.heldOut('press')).toEqual(first.heldOut('press'))
    expect(loaded.epochs).toBe(2)
    for (const fitted of [first, again, loaded]) fitted.dispose()
  })

  it('goes on from a checkpoint with the same result, and removes it', async () => {
    const longer = memcae.parameters({ ...small, epochs: 3 })
    const whole = await memcae.fit(normals, longer, context)
    const stop = new AbortController()
    const checkpointDir = path.join(folder, 'checkpoints')
    const interrupted = memcae.fit(normals, longer, {
      ...context,
      checkpointDir,
      signal: stop.signal,
      onEpoch: ({ epoch }) => epoch === 1 && stop.abort()
    })
    await expect(interrupted).rejects.toMatchObject({ code: 'cancelled' })
    const epochs: number[] = []
    const resumed = await memcae.fit(normals, longer, {
      ...context,
      checkpointDir,
      onEpoch: ({ epoch }) => epochs.push(epoch)
    })
    expect(epochs).toEqual([2, 3])
    expect(await resumed.score(tests)).toEqual(await whole.score(tests))
    expect(await readdir(folder)).not.toContain('checkpoints')
    for (const fitted of [whole, resumed]) fitted.dispose()
  })

  it('stops within a step when it is cancelled, and leaves no tensors behind', async () => {
    const before = engine.memory()
    const stop = new AbortController()
    let steps = 0
    const fit = memcae.fit(normals, params, {
      ...context,
      signal: stop.signal,
      report: (_, message) => {
        if (message !== 'training') return
        steps += 1
        stop.abort()
      }
    })
    await expect(fit).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps).toBe(1)
    expect(engine.memory()).toEqual(before)
  })

  it('holds recordings out of the training, with their loss beside the curve', async () => {
    const many = Array.from({ length: 20 }, (_, index) => clipOf(`n${index}`, hum(index)))
    const curve: TrainingProgress[] = []
    const fitted = await memcae.fit(many, params, { ...context, onEpoch: point => curve.push(point) })
    const heldOut = fitted.heldOut('press')
    expect(heldOut).toHaveLength(4)
    const mean = heldOut.reduce((sum, { score }) => sum + score, 0) / 4
    expect(curve.at(-1)?.validationLoss).toBeCloseTo(mean, 10)
    fitted.dispose()
  })

  it('learns from clips at other speeds where the source has them, and says where not', async () => {
    const asked: number[] = []
    const varied = normals.map(clip => ({
      ...clip,
      atSpeed: async (factor: number) => {
        asked.push(factor)
        return resample(await clip.waveform(), Math.round(16_000 * factor), 16_000)
      }
    }))
    const fitted = await memcae.fit(varied, params, context)
    expect(asked).toEqual(normals.flatMap(() => [0.9, 1.1]))
    expect((await fitted.score(tests)).every(Number.isFinite)).toBe(true)
    const warnings: string[] = []
    const plain = await memcae.fit(normals, params, { ...context, warn: text => warnings.push(text) })
    expect(warnings).toContainEqual(
      expect.stringContaining('press: clips that are not there at other speeds')
    )
    for (const one of [fitted, plain]) one.dispose()
  })

  it('trains one epoch where the time budget is shorter than that', async () => {
    const long = memcae.parameters({ ...small, epochs: 1000 })
    const fitted = await memcae.fit(normals, long, { ...context, budgetS: 0.001 })
    expect(fitted.epochs).toBe(1)
    fitted.dispose()
  })

  it('trains a network of its own for every machine', async () => {
    const others = normals.map(({ id }, index) => clipOf(id, hum(index, 1500), 'lathe'))
    const fitted = await memcae.fit(
      [...normals, ...others],
      memcae.parameters({ ...small, epochs: 4 }),
      context
    )
    const [press = NaN, lathe = NaN] = await fitted.score([
      clipOf('x', hum(51, 1500)),
      clipOf('x', hum(51, 1500), 'lathe')
    ])
    expect(lathe).toBeLessThan(press)
    const missing = fitted.score([clipOf('x', hum(1), 'fan')])
    await expect(missing).rejects.toMatchObject({ code: 'not-found' })
    fitted.dispose()
  })

  it.each([
    ['samples that are not numbers', hum(1).fill(NaN, 100, 200), 'degenerate-normals'],
    ['a clip shorter than 16 frames', hum(1).slice(0, 1919), 'invalid']
  ])('refuses %s by name', async (_, samples, code) => {
    const before = engine.memory()
    const fit = memcae.fit([...normals, clipOf('broken.wav', samples)], params, context)
    await expect(fit).rejects.toMatchObject({
      code,
      message: expect.stringContaining('broken.wav') as string
    })
    expect(engine.memory()).toEqual(before)
  })

  it('fits to one clip, and to identical clips', async () => {
    const single = await memcae.fit(normals.slice(0, 1), params, context)
    const same = await memcae.fit(
      normals.map(({ id }) => clipOf(id, hum(1))),
      params,
      context
    )
    for (const fitted of [single, same]) {
      expect((await fitted.score(tests)).every(Number.isFinite)).toBe(true)
      fitted.dispose()
    }
  })

  it('refuses to fit without clips', async () => {
    await expect(memcae.fit([], params, context)).rejects.toMatchObject({ code: 'too-few-normals' })
  })

  it('refuses what another detector saved, and torn files', async () => {
    const before = engine.memory()
    const fitted = await memcae.fit(normals, params, context)
    const { json, arrays } = await fitted.save()
    fitted.dispose()
    const unreadable = { code: 'unreadable' }
    await expect(memcae.load({ json: '{"detector":"x"}', arrays })).rejects.toMatchObject(unreadable)
    await expect(memcae.load({ json: json.slice(0, 9), arrays })).rejects.toMatchObject(unreadable)
    await expect(memcae.load({ json, arrays: arrays.slice(0, 100) })).rejects.toMatchObject(unreadable)
    expect(engine.memory()).toEqual(before)
  })
})
