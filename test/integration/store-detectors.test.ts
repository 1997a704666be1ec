import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Machine, Model, Recording } from '../../electron/contract/index.ts'
import { exportResultSchema, machineImportResultSchema } from '../../electron/contract/index.ts'
import { computeForTests } from '../support/compute.ts'
import { openTestCore, type TestCore } from '../support/core.ts'
import { writeNoiseWav } from '../support/wav-files.ts'

// What starts many processes is done where the tests are asked for by name (`npm test -- unit`).
const isAsked = process.env.EARSHOT_TEST_LONG === '1'

const NORMALS = 6
const CHECKS = 2
const SECONDS = 1.5

/** Noise as loud as the normals, and for the last check far louder. */
const writeSome = (test: TestCore, folder: string, count: number, seed: number): string => {
  for (let index = 0; index < count; index += 1) {
    const name = `n_2026010${index + 1}_080000.wav`
    const amplitude = folder === 'later' && index === count - 1 ? 0.5 : 0.1
    writeNoiseWav(path.join(test.inputDir, folder, name), seed + index, { seconds: SECONDS, amplitude })
  }
  return path.join(test.inputDir, folder)
}

// The steps build on one another.
describe('a machine that is fitted by another detector', () => {
  const compute = computeForTests()
  let here: TestCore
  let machine: Machine
  let candidate: Model

  const recordingsOf = async (test: TestCore, machineId: string): Promise<Recording[]> =>
    (await test.call('recordings.list', { machineId, sort: 'fileName', descending: false })).rows
  const modelsOf = (): Promise<Model[]> => here.call('models.list', { machineId: machine.id })

  beforeAll(async () => {
    here = await openTestCore(compute)
    machine = await here.call('machines.create', { name: 'Fan', timeZone: 'UTC', ignoreLevel: true })
    const { id: machineId } = machine
    await here.import(machine, [writeSome(here, 'normal', NORMALS, 1)], { label: 'normal' })
    await here.ended(here.call('models.fit', { machineId }))
    await here.import(machine, [writeSome(here, 'later', CHECKS, 50)], { label: 'unknown' })
  })
  afterAll(() => here.close())

  it('keeps its model until a person decides; the new one has scored every recording', async () => {
    const { id: machineId } = machine
    const before = await recordingsOf(here, machineId)
    const job = await here.ended(
      here.call('models.fit', { machineId, detector: 'twfr-gmm', params: { components: '1' }, seed: 3 })
    )
    expect(job.error).toBeNull()
    expect(job.result).toMatchObject({ isCurrent: false, scored: CHECKS })
    const [found] = await modelsOf()
    if (!found) throw new Error('no model')
    candidate = found
    expect(candidate).toMatchObject({
      detector: 'twfr-gmm',
      version: 2,
      isCurrent: false,
      seed: 3,
      params: { components: 1, decay: 0.98, auto: { ignoreLevel: true } },
      training: null,
      check: null
    })
    expect(candidate.heldOutScores).toHaveLength(NORMALS)
    const notes = candidate.warnings.filter(({ code }) => code === 'note')
    expect(notes.map(({ params }) => params.text)).toEqual([expect.stringContaining('loudness')])
    expect(await recordingsOf(here, machineId)).toEqual(before)
    const [auto] = (await modelsOf()).filter(({ isCurrent }) => isCurrent)
    const compared = await here.call('models.compare', {
      modelId: auto?.id ?? '',
      otherModelId: candidate.id
    })
    expect(compared.scoredByBoth).toBe(NORMALS + CHECKS)
  })

  it('is judged by it once it was adopted, with the views and the lane of the default detector', async () => {
    await here.call('models.setCurrent', { modelId: candidate.id })
    const rows = await recordingsOf(here, machine.id)
    const learned = rows.filter(({ isHeldOut }) => isHeldOut)
    expect(learned.map(({ score }) => score)).toEqual(candidate.heldOutScores)
    const flagged = rows.filter(({ isFlagged }) => isFlagged)
    expect(flagged).toHaveLength(1)
    const [result] = await here.call('results.ofRecording', { recordingId: flagged[0]?.id ?? '' })
    expect(result).toMatchObject({ modelVersion: 2, isFlagged: true, isHeldOut: false })
    expect(result?.views.map(({ view }) => view)).toContain('level')
    expect(result?.lane.values.length).toBeGreaterThan(0)
    const nearest = await here.call('recordings.nearestNormal', { clipId: result?.clipId ?? '' })
    expect(learned.map(({ id }) => id)).toContain(nearest?.recordingId)
  })

  it('is told what another threshold would mean, from the held-out scores of the new one', async () => {
    const { id: modelId, threshold } = candidate
    const at = async (value: number): Promise<number> =>
      (await here.call('models.falseAlarmsAt', { modelId, threshold: value })).per100
    expect(await at(threshold * 1.5)).toBeLessThan(await at(threshold * 0.5))
  })

  it.runIf(isAsked)(
    'judges alike after a restart, in another Earshot and in a second copy [EARSHOT_TEST_LONG=1]',
    async () => {
      await here.reopen()
      const { id: machineId } = machine
      const place = path.join(here.inputDir, 'out')
      await mkdir(place, { recursive: true })
      const written = await here.ended(here.call('machines.export', { machineId, path: place }))
      expect(written.error).toBeNull()
      const file = exportResultSchema.parse(written.result).path ?? ''
      const there = await openTestCore(compute)
      try {
        const imported = async (test: TestCore): Promise<string> => {
          const job = await test.ended(test.call('machines.import', { source: { path: file } }))
          expect(job.error).toBeNull()
          return machineImportResultSchema.parse(job.result).machineId
        }
        const fresh = writeSome(here, 'fresh', 1, 90)
        const places = [
          { test: here, id: machineId },
          { test: there, id: await imported(there) },
          { test: here, id: await imported(here) }
        ]
        const scores: (number | null)[] = []
        for (const { test, id } of places) {
          const known = new Set((await recordingsOf(test, id)).map(recording => recording.id))
          expect(known.size).toBe(NORMALS + CHECKS)
          const { machine: present } = await test.call('machines.get', { machineId: id })
          expect((await test.import(present, [fresh])).state).toBe('done')
          const [recording] = (await recordingsOf(test, id)).filter(row => !known.has(row.id))
          scores.push(recording?.score ?? null)
          const [model] = await test.call('models.list', { machineId: id })
          expect(model).toMatchObject({
            detector: 'twfr-gmm',
            threshold: candidate.threshold,
            isCurrent: true
          })
        }
        expect(scores[0]).toBeTypeOf('number')
        expect(scores).toEqual([scores[0], scores[0], scores[0]])
      } finally {
        await there.close()
      }
    }
  )

  it('keeps scores and model where the files of its system are gone', async () => {
    const before = await recordingsOf(here, machine.id)
    await rm(path.join(here.dataDir, 'models', candidate.id, 'network-1.bin'))
    const job = await here.ended(here.call('models.score', { modelId: candidate.id }))
    expect(job).toMatchObject({ state: 'failed', error: { code: 'not-found' } })
    expect(await recordingsOf(here, machine.id)).toEqual(before)
  })

  it('is not fitted with a parameter that the detector does not have', async () => {
    const { id: machineId } = machine
    const models = await modelsOf()
    const job = await here.ended(
      here.call('models.fit', { machineId, detector: 'twfr-gmm', params: { colour: 1 } })
    )
    expect(job).toMatchObject({ state: 'failed', error: { code: 'invalid' } })
    expect(job.error?.message).toContain('There is no parameter colour')
    expect(await modelsOf()).toEqual(models)
  })
})
