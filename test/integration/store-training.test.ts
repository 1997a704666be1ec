import { readdirSync } from 'node:fs'
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventPayload, Machine, Model } from '../../electron/contract/index.ts'
import { isTensorflowInstalled } from '../../electron/ml/engine/tensorflow.ts'
import { computeForTests } from '../support/compute.ts'
import { openTestCore, type TestCore } from '../support/core.ts'
import { dataPath, describeWithData } from '../support/data.ts'
import { writeNoiseWav } from '../support/wav-files.ts'

// Training takes a minute: done where the tests are asked for by name (`npm test -- unit`).
const isAsked = process.env.EARSHOT_TEST_LONG === '1' && isTensorflowInstalled()

/** As small as the networks get. */
const SMALL = { epochs: 12, width: 0.05, speedChange: 0 }
/** Of tests that train, on a computer that has other work. */
const LONG_MS = 10 * 60_000

const trainingsIn = (test: TestCore): string[] => {
  try {
    return readdirSync(path.join(test.dataDir, 'cache', 'training'))
  } catch {
    return []
  }
}

// The steps build on one another.
describe.runIf(isAsked)(
  'a network trained for a machine [EARSHOT_TEST_LONG=1, needs engine]',
  { timeout: LONG_MS },
  () => {
    const compute = computeForTests()
    let test: TestCore
    let machine: Machine
    const modelsOf = (): Promise<Model[]> => test.call('models.list', { machineId: machine.id })
    const order = () => ({ machineId: machine.id, detector: 'memcae' as const, params: SMALL })

    beforeAll(async () => {
      test = await openTestCore(compute)
      machine = await test.call('machines.create', { name: 'Fan', timeZone: 'UTC' })
      for (let index = 0; index < 6; index += 1) {
        const file = path.join(test.inputDir, 'normal', `n_2026010${index + 1}_080000.wav`)
        writeNoiseWav(file, index, { seconds: 1.5 })
      }
      await test.import(machine, [path.join(test.inputDir, 'normal')], { label: 'normal' })
    })
    afterAll(() => test.close())

    it('is offered with its engine and an estimate, or nothing where nothing is known', async () => {
      const offers = await test.call('models.detectors', { machineId: machine.id })
      const memcae = offers.find(({ id }) => id === 'memcae')
      expect(memcae).toMatchObject({ canFit: true, why: null, isTrained: true, siblings: [] })
      expect(memcae?.engine).toMatch(/thread|GPU|CUDA|WebGPU/u)
      expect(memcae?.estimatedS).toBeGreaterThan(0)
      expect(offers.find(({ id }) => id === 'auto')).toMatchObject({ canFit: true, engine: 'javascript' })
      expect(offers.find(({ id }) => id === 'deeper')?.why).toContain('kind of machine')
    })

    it('goes on where it was cancelled, and leaves its curve', async () => {
      const points: EventPayload<'models.training'>[] = []
      const stop = test.core.on('models.training', event => {
        points.push(event)
        if (points.length === 1) void test.call('jobs.cancel', { jobId: event.jobId })
      })
      const cancelled = await test.ended(test.call('models.fit', order()))
      stop()
      expect(cancelled.state).toBe('cancelled')
      const done = points.length
      expect(done).toBeLessThan(SMALL.epochs)
      expect(points[0]).toMatchObject({ machineId: machine.id, point: { epoch: 1, epochs: SMALL.epochs } })
      expect(await modelsOf()).toEqual([])
      expect(await readdir(path.join(test.dataDir, 'models'))).toEqual([])
      expect(trainingsIn(test)).toHaveLength(1)
      await test.reopen()

      const seen: number[] = []
      const stopSeeing = test.core.on('models.training', ({ point }) => seen.push(point.epoch))
      const { jobId } = await test.call('jobs.retry', { jobId: cancelled.id })
      const job = await test.ended({ jobId })
      stopSeeing()
      expect(job.error).toBeNull()
      expect(job.result).toMatchObject({ isCurrent: true })
      const [model] = await modelsOf()
      const epochs = Array.from({ length: SMALL.epochs }, (_, index) => index + 1)
      expect(model?.training).toMatchObject({ epochs: SMALL.epochs, budgetS: null })
      expect(model?.training?.points.map(({ epoch }) => epoch)).toEqual(epochs)
      expect(seen).toEqual(epochs)
      // What the first training had come to was not trained again.
      const losses = model?.training?.points.map(({ loss }) => loss)
      expect(losses?.slice(0, done)).toEqual(points.map(({ point }) => point.loss))
      expect(await test.call('models.training', { jobId })).toEqual({ detector: 'memcae', points: [] })
      expect(trainingsIn(test)).toEqual([])
    })

    it('judges recordings that come later, and what is heard now, by the same score', async () => {
      const [model] = await modelsOf()
      const file = path.join(test.inputDir, 'later', 'l_20260201_080000.wav')
      writeNoiseWav(file, 70, { seconds: 1.5, amplitude: 0.3 })
      const { machine: present } = await test.call('machines.get', { machineId: machine.id })
      expect((await test.import(present, [path.dirname(file)], { label: 'unknown' })).state).toBe('done')
      const { rows } = await test.call('recordings.list', { machineId: machine.id })
      const later = rows.find(({ fileName }) => fileName.startsWith('l_'))
      expect(later).toMatchObject({ isHeldOut: false, isFlagged: true })
      expect(later?.score).toBeGreaterThan(model?.threshold ?? Number.NaN)
      expect(rows.filter(({ isHeldOut }) => isHeldOut)).toHaveLength(6)
    })
  }
)

describe.runIf(isAsked)('deeper fit [EARSHOT_TEST_LONG=1, needs engine]', { timeout: LONG_MS }, () => {
  describeWithData(
    'mimii-slider-id00',
    'on one slide rail in four parts that stand for four machines',
    () => {
      const compute = computeForTests()
      let test: TestCore
      const machines: Machine[] = []

      beforeAll(async () => {
        test = await openTestCore(compute)
        const names = (await readdir(dataPath('mimii-slider-id00', 'train'))).sort()
        for (let part = 0; part < 4; part += 1) {
          const machine = await test.call('machines.create', { name: `Rail ${part}`, kind: 'Slide rail' })
          const folder = path.join(test.inputDir, `rail-${part}`)
          await mkdir(folder, { recursive: true })
          for (const name of names.filter((_, index) => index % 4 === part).slice(0, 10)) {
            await copyFile(dataPath('mimii-slider-id00', 'train', name), path.join(folder, name))
          }
          await test.import(machine, [folder], { label: 'normal', clipLengthS: 5 })
          machines.push(machine)
        }
        await test.ended(test.call('models.fit', { machineId: machines[0]?.id ?? '' }))
      })
      afterAll(() => test.close())

      it('waits as a candidate, with its siblings and what was checked', async () => {
        const machineId = machines[0]?.id ?? ''
        const siblings = machines.slice(1).map(({ id, name }) => ({ machineId: id, name, normals: 20 }))
        const offers = await test.call('models.detectors', { machineId })
        expect(offers.find(({ id }) => id === 'deeper')).toMatchObject({ canFit: true, siblings })
        const params = { epochs: 1, width: 0.1, lengthS: 1 }
        const job = await test.ended(test.call('models.fit', { machineId, detector: 'deeper', params }))
        expect(job.error).toBeNull()
        expect(job.result).toMatchObject({ isCurrent: false })
        const [model, auto] = await test.call('models.list', { machineId })
        expect(model).toMatchObject({
          detector: 'deeper',
          isCurrent: false,
          training: { epochs: 2, networks: [1, 1], points: [{ network: 1 }, { network: 2 }] }
        })
        expect(auto).toMatchObject({ detector: 'auto', isCurrent: true })
        expect(model?.heldOutScores).toHaveLength(20)
        const check = model?.check
        expect(check?.siblings).toEqual(siblings)
        expect(check?.figures.map(({ name }) => name)).toEqual([
          'calibration',
          'synthetic-recall',
          'sibling-recall'
        ])
        expect(check?.holds).toBe(check?.figures.every(({ holds }) => holds))
        const files = await readdir(path.join(test.dataDir, 'models', model?.id ?? ''))
        expect(files.sort()).toContain('network-2.bin')
      })

      it('judges a recording as the mean of both, once it was adopted', async () => {
        const machineId = machines[0]?.id ?? ''
        const [model] = await test.call('models.list', { machineId })
        await test.call('models.setCurrent', { modelId: model?.id ?? '' })
        const [name] = (await readdir(dataPath('mimii-slider-id00', 'test'))).sort()
        const folder = path.join(test.inputDir, 'later')
        await mkdir(folder, { recursive: true })
        await copyFile(dataPath('mimii-slider-id00', 'test', name ?? ''), path.join(folder, name ?? ''))
        const { machine } = await test.call('machines.get', { machineId })
        expect((await test.import(machine, [folder], { label: 'unknown' })).state).toBe('done')
        const { rows } = await test.call('recordings.list', { machineId })
        expect(rows.find(({ fileName }) => fileName === name)?.score).toBeTypeOf('number')
      })
    }
  )
})
