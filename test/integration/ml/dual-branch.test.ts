import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  dualBranch,
  dualBranchKmeans,
  dualBranchMixup,
  dualBranchSmote
} from '../../../electron/ml/detectors/dual-branch/system.ts'
import type { FittedSystem, SystemClip } from '../../../electron/ml/detectors/system.ts'
import { openTestEngine } from '../../support/engine.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { createRandomSource } from '../../../electron/ml/random.ts'

/** A second of a hum with noise. */
const hum = (seed: number, pitchHz: number): Float32Array => {
  const random = createRandomSource(seed)
  return Float32Array.from(
    { length: 16_000 },
    (_, index) => 0.1 * Math.sin((2 * Math.PI * pitchHz * index) / 16_000) + 0.01 * random.normal()
  )
}

const clipOf = (machine: string, id: string, samples: Float32Array): SystemClip => ({
  ...{ id, machine, recording: id, attributes: {}, domain: null },
  waveform: () => Promise.resolve(samples)
})

/** Two machines of ten normals; one of a press alone. */
const press = Array.from({ length: 10 }, (_, index) => clipOf('press', `press ${index}`, hum(index, 400)))
const both = [
  ...press,
  ...Array.from({ length: 10 }, (_, index) => clipOf('saw', `saw ${index}`, hum(20 + index, 900)))
]
const tests = [clipOf('press', 'good', hum(50, 400)), clipOf('press', 'bad', hum(51, 2500))]

/** The reduced network of a second and a quarter of the width. */
const small = { lengthS: 1, width: 0.25, epochs: 4, batch: 10, subClusters: 2 }
const context = { seed: 5 }

let engine: Engine
let folder: string

beforeAll(async () => {
  engine = await openTestEngine()
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-dual-branch-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the dual-branch systems', () => {
  it.runIf(process.env.EARSHOT_TEST_LONG === '1').each([1, 2, 5])(
    'fit %i clips with a centre and a class for each, which is said [EARSHOT_TEST_LONG=1]',
    async count => {
      const warnings: string[] = []
      const few = { ...context, allowsFewNormals: true, warn: (text: string) => void warnings.push(text) }
      const params = dualBranchKmeans.parameters({ ...small, epochs: 1, pseudoClasses: 16 })
      const fitted = await dualBranchKmeans.fit(press.slice(0, count), params, few)
      expect((await fitted.score(tests)).every(Number.isFinite)).toBe(true)
      const said = warnings.filter(text => text.includes('K-means'))
      expect(said.map(text => text.replace(/ instead.*/u, ''))).toEqual([
        `press: ${count} K-means ${count === 1 ? 'class' : 'classes'}`,
        `press: ${count} K-means ${count === 1 ? 'centre' : 'centres'}`
      ])
      fitted.dispose()
    }
  )

  it.each([
    ['submission 4, two machines', dualBranchSmote, both],
    ['submission 1, a machine alone', dualBranch, press]
  ] as const)('score another sound higher: %s', async (_, system, clips) => {
    const before = engine.memory()
    const fitted = await system.fit(clips, system.parameters(small), context)
    const [good = NaN, bad = NaN] = await fitted.score(tests)
    expect(bad).toBeGreaterThan(good)
    expect(fitted.heldOut('press')).toHaveLength(10)
    fitted.dispose()
    expect(engine.memory()).toEqual(before)
  })

  // A network is long to fit: what an uninterrupted training gives is shared.
  describe('trained without an interruption', () => {
    const params = dualBranchMixup.parameters({ ...small, epochs: 2 })
    let whole: FittedSystem
    let scores: Float64Array
    beforeAll(async () => {
      whole = await dualBranchMixup.fit(both, params, context)
      scores = await whole.score(tests)
    })
    afterAll(() => whole.dispose())

    it('give the same scores after saving and loading', async () => {
      const loaded = await dualBranchMixup.load(await whole.save())
      expect(await loaded.score(tests)).toEqual(scores)
      expect(loaded.heldOut('saw')).toEqual(whole.heldOut('saw'))
      loaded.dispose()
    })

    it('give the same for the same seed from a checkpoint on, and remove it', async () => {
      const stop = new AbortController()
      const interrupted = dualBranchMixup.fit(both, params, {
        ...context,
        checkpointDir: folder,
        signal: stop.signal,
        onEpoch: () => stop.abort()
      })
      await expect(interrupted).rejects.toMatchObject({ code: 'cancelled' })
      const epochs: number[] = []
      const resumed = await dualBranchMixup.fit(both, params, {
        ...context,
        checkpointDir: folder,
        onEpoch: ({ epoch }) => epochs.push(epoch)
      })
      expect(epochs).toEqual([2])
      expect(await resumed.score(tests)).toEqual(scores)
      expect(await readdir(folder)).toEqual([])
      resumed.dispose()
    })
  })

  it('set the threshold by recordings that the network was not trained on, where there are twenty', async () => {
    const many = Array.from({ length: 20 }, (_, index) => clipOf('press', `${index}`, hum(index, 400)))
    const params = dualBranch.parameters({ ...small, epochs: 1, holdOut: 0.25 })
    const fitted = await dualBranch.fit(many, params, context)
    expect(fitted.heldOut('press')).toHaveLength(5)
    fitted.dispose()
  })

  it('fit to identical clips', async () => {
    const same = press.map(({ id }) => clipOf('press', id, hum(1, 400)))
    const fitted = await dualBranchSmote.fit(
      same,
      dualBranchSmote.parameters({ ...small, epochs: 1 }),
      context
    )
    expect((await fitted.score(tests)).every(Number.isFinite)).toBe(true)
    fitted.dispose()
  })

  it.each([
    ['one clip', press.slice(0, 1), 'too-few-normals', 'press: 1'],
    [
      'samples that are not numbers',
      [...press, clipOf('press', 'broken.wav', hum(1, 400).fill(NaN, 5, 6))],
      ...['degenerate-normals', 'broken.wav']
    ],
    [
      'a clip shorter than a frame',
      [...press, clipOf('press', 'short.wav', hum(1, 400).slice(0, 1000))],
      ...['invalid', 'short.wav']
    ]
  ] as const)('refuse %s by name', async (_, clips, code, named) => {
    const before = engine.memory()
    const fit = dualBranch.fit(clips, dualBranch.parameters(small), context)
    await expect(fit).rejects.toMatchObject({ code, message: expect.stringContaining(named) as string })
    expect(engine.memory()).toEqual(before)
  })
})
