import { copyFile, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  exportResultSchema,
  machineImportResultSchema,
  type Machine,
  type Recording
} from '../../electron/contract/index.ts'
import { readMachineFile } from '../support/archive.ts'
import { computeForTests } from '../support/compute.ts'
import { openTestCore, type TestCore } from '../support/core.ts'
import { dataPath, describeWithData } from '../support/data.ts'

const NORMALS = 12
const TESTS = 4

// The steps build on one another: a machine with real recordings goes from one Earshot to another.
describeWithData('mimii-slider-id00', 'a machine that moves from one Earshot to another', () => {
  const compute = computeForTests()
  let here: TestCore
  let there: TestCore
  let machine: Machine
  let file: string
  /** A recording that neither has heard. */
  let fresh: string

  const copySome = async (
    folder: 'train' | 'test',
    to: string,
    from: number,
    count: number
  ): Promise<string> => {
    const target = path.join(here.inputDir, to)
    await mkdir(target, { recursive: true })
    const names = (await readdir(dataPath('mimii-slider-id00', folder))).sort().slice(from, from + count)
    for (const name of names) {
      await copyFile(dataPath('mimii-slider-id00', folder, name), path.join(target, name))
    }
    return target
  }

  beforeAll(async () => {
    here = await openTestCore(compute)
    there = await openTestCore(compute)
    machine = await here.call('machines.create', { name: 'Slide rail 00', timeZone: 'Europe/Berlin' })
    const { id: machineId } = machine
    await here.import(machine, [await copySome('train', 'normal', 0, NORMALS)])
    await here.ended(here.call('models.fit', { machineId }))
    await here.import(machine, [await copySome('test', 'later', 0, TESTS)])
    const [model] = await here.call('models.list', { machineId })
    const threshold = (model?.threshold ?? 0) + 0.5
    await here.call('models.setThreshold', { modelId: model?.id ?? '', threshold })
    const [finding] = await here.call('findings.list', { machineId })
    await here.call('findings.decide', {
      findingId: finding?.id ?? '',
      verdict: 'confirmed',
      by: 'J. Müller'
    })
    fresh = await copySome('test', 'fresh', 20, 1)
  })
  afterAll(async () => {
    await here.close()
    await there.close()
  })

  const exported = async (test: TestCore, machineId: string, place: string): Promise<string> => {
    await mkdir(place, { recursive: true })
    const job = await test.ended(test.call('machines.export', { machineId, path: place }))
    expect(job.error).toBeNull()
    return exportResultSchema.parse(job.result).path ?? ''
  }
  const imported = async (test: TestCore): Promise<string> => {
    const job = await test.ended(test.call('machines.import', { source: { path: file } }))
    expect(job.error).toBeNull()
    return machineImportResultSchema.parse(job.result).machineId
  }
  const recordingsOf = async (test: TestCore, machineId: string): Promise<Recording[]> =>
    (await test.call('recordings.list', { machineId, limit: 500 })).rows

  it('is written with every byte of its recordings as it came in', async () => {
    file = await exported(here, machine.id, path.join(here.inputDir, 'out'))
    const { files, records } = await readMachineFile(file)
    const sounds = Object.entries(files).filter(([name]) => name.startsWith('recordings/'))
    expect(sounds).toHaveLength(NORMALS + TESTS)
    for (const [name, sha256] of sounds) expect(name).toContain(sha256)
    expect(records.scores).toHaveLength(NORMALS + TESTS)
  })

  it('gives the same records and checksums when it is exported from there', async () => {
    expect(await imported(there)).toBe(machine.id)
    const again = await exported(there, machine.id, path.join(there.inputDir, 'out'))
    const [before, after] = [await readMachineFile(file), await readMachineFile(again)]
    expect(after.machine).toEqual(before.machine)
    expect(after.files).toEqual(before.files)
    expect({ ...after.records, audit: after.records.audit.slice(0, -1) }).toEqual(before.records)
  })

  it('has the same scores, flags, verdicts and state there', async () => {
    const { id: machineId } = machine
    expect(await recordingsOf(there, machineId)).toEqual(await recordingsOf(here, machineId))
    for (const name of ['machines.get', 'findings.list', 'models.list', 'results.trend'] as const) {
      expect(await there.call(name, { machineId })).toEqual(await here.call(name, { machineId }))
    }
  })

  it('judges a recording that neither has heard by the same score, there and in a second copy', async () => {
    const copy = await imported(there)
    const judged = await Promise.all(
      [
        { test: here, machineId: machine.id },
        { test: there, machineId: machine.id },
        { test: there, machineId: copy }
      ].map(async ({ test, machineId }) => {
        const known = new Set((await recordingsOf(test, machineId)).map(({ id }) => id))
        const { machine: present } = await test.call('machines.get', { machineId })
        expect((await test.import(present, [fresh])).state).toBe('done')
        const [recording] = (await recordingsOf(test, machineId)).filter(({ id }) => !known.has(id))
        const recordingId = recording?.id ?? ''
        const { clips } = await test.call('recordings.get', { recordingId })
        const [result] = await test.call('results.ofRecording', { recordingId })
        const nearest = await test.call('recordings.nearestNormal', { clipId: clips[0]?.id ?? '' })
        const normal = (await recordingsOf(test, machineId)).find(({ id }) => id === nearest?.recordingId)
        return {
          score: recording?.score,
          isFlagged: recording?.isFlagged,
          lane: result?.lane,
          reasons: result?.reasons,
          views: result?.views,
          nearest: normal?.fileName
        }
      })
    )
    expect(judged[0]?.score).toBeTypeOf('number')
    expect(judged[0]?.nearest).toMatch(/^normal_/u)
    expect(judged[1]).toEqual(judged[0])
    expect(judged[2]).toEqual(judged[0])
  })

  it('learns there what it learns here', async () => {
    const fitted = await Promise.all(
      [here, there].map(async test => {
        await test.ended(test.call('models.fit', { machineId: machine.id }))
        const [model] = await test.call('models.list', { machineId: machine.id })
        return { version: model?.version, dataHash: model?.dataHash, threshold: model?.threshold }
      })
    )
    expect(fitted[0]?.version).toBe(2)
    expect(fitted[1]).toEqual(fitted[0])
  })
})
