import { existsSync } from 'node:fs'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  DetectorOffer,
  FitInput,
  LearningEngine,
  Machine,
  Model,
  StoreDetectorId
} from '../../../../electron/contract/index.ts'
import { AppError } from '../../../../electron/contract/index.ts'
import { createFakeCompute, fakeFit } from '../../../support/fake-compute.ts'
import { openTestCore, type TestCore } from '../../../support/core.ts'

const POINT = { epoch: 1, epochs: 2, loss: 3, validationLoss: null, remainingS: 4 }
const ENGINE: LearningEngine = {
  engine: 'tensorflow on the CPU, 2 threads',
  why: null,
  matrixGflops: 100,
  convolutionGradientGflops: 50
}

describe('detectors of a machine', () => {
  let test: TestCore
  let engine: LearningEngine
  let hasEngineToScore: boolean
  let fits: FitInput[]
  let inFit: () => Promise<void>

  beforeEach(async () => {
    engine = ENGINE
    hasEngineToScore = true
    fits = []
    inFit = () => Promise.resolve()
    const compute = createFakeCompute({
      learningEngine: async () => engine,
      fit: async (input, context) => {
        fits.push(input)
        if (input.detector === 'auto') return fakeFit(input, context)
        context.emit({ kind: 'training', value: POINT })
        await mkdir(input.checkpointDir, { recursive: true })
        await writeFile(path.join(input.checkpointDir, 'training.checkpoint'), 'kept')
        await inFit()
        const { epoch, loss, validationLoss } = POINT
        const points = [{ epoch, loss, validationLoss }]
        const training = { points, epochs: 1, trainedS: 5, budgetS: input.budgetS }
        const outcome = await fakeFit(input, context)
        const params = { ...input.params, auto: outcome.params }
        return { ...outcome, params, engine: ENGINE.engine ?? '', training }
      },
      score: async () => {
        if (hasEngineToScore) return null
        throw new AppError('engine-missing', 'No learning engine works here. Set one up: npm run setup')
      }
    })
    test = await openTestCore(compute)
  })
  afterEach(() => test.close())

  const newMachine = async (name: string, normals: number, kind = ''): Promise<Machine> => {
    const machine = await test.call('machines.create', { name, kind, timeZone: 'UTC' })
    for (let index = 0; index < normals; index += 1) {
      const day = String(index + 1).padStart(2, '0')
      await test.write(`${name}/n_202601${day}_080000.wav`)
    }
    await test.import(machine, [path.join(test.inputDir, name)], { label: 'normal' })
    return machine
  }
  const fit = (machineId: string, detector: StoreDetectorId, more: object = {}) =>
    test.ended(test.call('models.fit', { machineId, detector, ...more }))
  const modelsOf = (machineId: string): Promise<Model[]> => test.call('models.list', { machineId })
  const offer = async (machineId: string, id: StoreDetectorId): Promise<DetectorOffer> => {
    const found = (await test.call('models.detectors', { machineId })).find(entry => entry.id === id)
    if (!found) throw new Error(`no offer of ${id}`)
    return found
  }

  it('make a candidate of what they learn, where a model is in use', async () => {
    const { id } = await newMachine('fan', 6)
    await fit(id, 'auto')
    const job = await fit(id, 'memcae', { params: { epochs: 1 }, seed: 7, budgetS: 60 })
    expect(job.result).toMatchObject({ isCurrent: false })
    expect(fits[1]).toMatchObject({ detector: 'memcae', params: { epochs: 1 }, seed: 7, budgetS: 60 })
    expect(await modelsOf(id)).toMatchObject([
      { version: 2, isCurrent: false, seed: 7, training: { epochs: 1, budgetS: 60 }, check: null },
      { version: 1, isCurrent: true, training: null }
    ])
  })

  it('are in use at once where the machine has no model', async () => {
    const { id } = await newMachine('fan', 6)
    expect((await fit(id, 'memcae')).result).toMatchObject({ isCurrent: true })
  })

  it('tell their name and loss curve while they learn, also to a page that comes later', async () => {
    const { id } = await newMachine('fan', 6)
    const events: unknown[] = []
    let later: unknown
    test.core.on('models.training', event => events.push(event))
    inFit = async () => {
      const [job] = await test.call('jobs.list', { machineId: id })
      later = await test.call('models.training', { jobId: job?.id ?? '' })
    }
    const { id: jobId } = await fit(id, 'memcae')
    expect(events).toEqual([{ jobId, machineId: id, point: POINT }])
    expect(later).toEqual({ detector: 'memcae', points: [POINT] })
    expect(await test.call('models.training', { jobId })).toEqual({ detector: 'memcae', points: [] })
    await expect(test.call('models.training', { jobId: 'none' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('keep what they had come to where they fail, and nothing else', async () => {
    const { id } = await newMachine('fan', 6)
    await fit(id, 'auto')
    const models = await modelsOf(id)
    inFit = () => Promise.reject(new AppError('conflict', 'The training cannot be kept: the disk is full'))
    const job = await fit(id, 'memcae')
    expect(job).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('disk is full') }
    })
    expect(await modelsOf(id)).toEqual(models)
    const kept = path.join(fits[1]?.checkpointDir ?? '', 'training.checkpoint')
    expect(existsSync(kept)).toBe(true)
    inFit = () => Promise.resolve()
    expect((await test.ended(test.call('jobs.retry', { jobId: job.id }))).state).toBe('done')
    expect(fits[2]?.checkpointDir).toBe(fits[1]?.checkpointDir)
    expect(existsSync(kept)).toBe(false)
  })

  it('that were not gone on with are forgotten after a month, or with their machine', async () => {
    const { id } = await newMachine('fan', 6)
    const trainings = path.join(test.dataDir, 'cache', 'training')
    const names = [`${id}-0123456789abcdef`, `${id}-fedcba9876543210`, 'gone-0123456789abcdef']
    for (const name of names) await mkdir(path.join(trainings, name), { recursive: true })
    const longAgo = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000)
    await utimes(path.join(trainings, names[1] ?? ''), longAgo, longAgo)
    await test.reopen()
    expect(await readdir(trainings)).toEqual([names[0]])
  })

  it('are offered with their engine and what is known of their time', async () => {
    const { id } = await newMachine('fan', 6)
    expect(await offer(id, 'memcae')).toMatchObject({
      ...{ canFit: true, why: null, isTrained: true, engine: ENGINE.engine, siblings: [] }
    })
    expect(await offer(id, 'twfr-gmm')).toMatchObject({
      canFit: true,
      isTrained: false,
      engine: 'javascript'
    })
    await fit(id, 'memcae')
    const { estimatedS } = await offer(id, 'memcae')
    // The fake needs a moment for an epoch of one; the usual number of epochs is a hundred.
    expect(estimatedS).toBeGreaterThan(0)
    expect(estimatedS).toBeLessThan(60)
  })

  it('say why they cannot be fitted', async () => {
    engine = { ...ENGINE, engine: null, why: 'TensorFlow is not set up: npm run setup -- --engine.' }
    const { id } = await newMachine('fan', 6)
    expect(await offer(id, 'memcae')).toMatchObject({
      canFit: false,
      why: engine.why,
      engine: null,
      estimatedS: null
    })
    expect(await offer(id, 'auto')).toMatchObject({ canFit: true, why: null })
    const few = await newMachine('pump', 3)
    for (const entry of await test.call('models.detectors', { machineId: few.id })) {
      expect(entry.why).toBe('A fit needs at least 5 normal clips; there are 3.')
    }
  })

  it('fail to score in a plain sentence without an engine; the scores that are there stay', async () => {
    const { id } = await newMachine('fan', 6)
    await fit(id, 'memcae')
    const [model] = await modelsOf(id)
    await test.write('later/l_20260201_080000.wav', { score: 3 })
    const rows = async () => (await test.call('recordings.list', { machineId: id })).rows
    const before = await rows()
    hasEngineToScore = false
    const [machine] = (await test.call('machines.list', {})).map(summary => summary.machine)
    if (!machine) throw new Error('no machine')
    const job = await test.import(machine, [path.join(test.inputDir, 'later')])
    expect(job).toMatchObject({ state: 'failed', error: { code: 'engine-missing' } })
    const after = await rows()
    expect(after).toHaveLength(7)
    expect(after.filter(({ fileName }) => fileName.startsWith('n_')).map(({ score }) => score)).toEqual(
      before.map(({ score }) => score)
    )
    expect(after.find(({ fileName }) => fileName.startsWith('l_'))?.score).toBeNull()
    expect((await modelsOf(id))[0]).toEqual(model)
  })

  it('fit again what is in force as it was fitted, and that is in force at once', async () => {
    const { id } = await newMachine('fan', 6)
    await fit(id, 'memcae', { params: { epochs: 1 }, seed: 7, budgetS: 60 })
    const job = await test.ended(test.call('models.fit', { machineId: id, again: true }))
    expect(fits[1]).toMatchObject({ detector: 'memcae', seed: 7, budgetS: 60, params: fits[0]?.params })
    expect(job.result).toMatchObject({ isCurrent: true })
    expect((await modelsOf(id)).map(({ detector }) => detector)).toEqual(['memcae', 'memcae'])
  })

  it('are fitted again where a new condition is normal', async () => {
    const { id } = await newMachine('fan', 6)
    await fit(id, 'memcae')
    const { rows } = await test.call('recordings.list', { machineId: id })
    const recordingIds = rows.slice(0, 1).map(row => row.id)
    await test.ended(test.call('machines.acceptCondition', { machineId: id, recordingIds }))
    expect(await modelsOf(id)).toMatchObject([{ version: 2, detector: 'memcae', isCurrent: true }, {}])
  })

  it('are compared with a word on the recordings that they have not scored yet', async () => {
    const { id } = await newMachine('fan', 6)
    await fit(id, 'auto')
    await test.write('later/l_20260201_080000.wav', { score: 3 })
    const [machine] = (await test.call('machines.list', {})).map(summary => summary.machine)
    if (!machine) throw new Error('no machine')
    await test.import(machine, [path.join(test.inputDir, 'later')])
    hasEngineToScore = false
    const job = await fit(id, 'memcae')
    expect(job).toMatchObject({ state: 'failed', result: { isCurrent: false } })
    const [candidate, current] = await modelsOf(id)
    const versions = { modelId: current?.id ?? '', otherModelId: candidate?.id ?? '' }
    expect(await test.call('models.compare', versions)).toMatchObject({
      scoredByBoth: 6,
      recordings: 7,
      unscored: 1
    })
  })

  describe('deeper', () => {
    const KIND = 'Slide rail'

    it('learn from machines of the same kind with enough normals, and wait to be adopted', async () => {
      const own = await newMachine('a', 20, KIND)
      const siblings: Machine[] = []
      for (const name of ['b', 'c', 'd']) siblings.push(await newMachine(name, 20, ' slide RAIL '))
      await newMachine('e', 20, 'Fan')
      await newMachine('f', 19, KIND)
      await fit(own.id, 'auto')
      const wanted = siblings.map(({ id, name }) => ({ machineId: id, name, normals: 20 }))
      expect(await offer(own.id, 'deeper')).toMatchObject({ canFit: true, siblings: wanted })
      const job = await fit(own.id, 'deeper')
      expect(job.result).toMatchObject({ isCurrent: false })
      expect(fits[1]?.siblings.map(({ sibling }) => sibling)).toEqual(wanted)
      expect(fits[1]?.siblings.map(({ clips }) => clips.length)).toEqual([20, 20, 20])
    })

    it.each([
      ['without a kind', '', 20, 'Enter what kind of machine this is'],
      ['with few normals', KIND, 6, 'A deeper fit needs 20 normal clips; there are 6.'],
      ['alone', KIND, 20, 'A deeper fit needs 3 more machines of the kind "Slide rail"']
    ])('say what is missing %s', async (_, kind, normals, sentence) => {
      const { id } = await newMachine('a', normals, kind)
      const { canFit, why } = await offer(id, 'deeper')
      expect([canFit, why]).toEqual([false, expect.stringContaining(sentence)])
      await expect(test.call('models.fit', { machineId: id, detector: 'deeper' })).rejects.toMatchObject({
        code: 'conflict',
        message: why
      })
    })
  })
})
