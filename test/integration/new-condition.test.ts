import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import { synthesiseClip, type ClipPlan } from '../../electron/compute/sample/clip.ts'
import { FAULTS } from '../../electron/compute/sample/faults.ts'
import { SAMPLE_RATE_HZ } from '../../electron/compute/sample/fan.ts'
import type { Machine } from '../../electron/contract/index.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { openTestCore, type TestCore } from '../support/core.ts'

const OTHER_SPEED_HZ = 27
const compute = createCompute({ log: () => undefined })

describe('a fan whose flags may be an operating condition', () => {
  let test: TestCore
  let machine: Machine
  let machineId: string
  beforeAll(async () => {
    test = await openTestCore(compute)
    machine = await test.call('machines.create', { name: 'Fan', timeZone: 'UTC' })
    machineId = machine.id
    const normals = Array.from({ length: 24 }, (_, index) => ({ seed: 1 + index }))
    await bringIn('01', normals, 'normal')
    expect(await test.ended(test.call('models.fit', { machineId }))).toMatchObject({ state: 'done' })
  }, 120_000)
  afterAll(async () => {
    await test.close()
    await compute.close()
  })

  /** Imports synthesised recordings, one a minute of a day, so that they come after those of the day before. */
  const bringIn = async (day: string, plans: readonly ClipPlan[], label: 'normal' | 'unknown') => {
    const folder = path.join(test.inputDir, day)
    await mkdir(folder, { recursive: true })
    for (const [index, plan] of plans.entries()) {
      const minute = String(index).padStart(2, '0')
      const file = path.join(folder, `fan_202601${day}_08${minute}00.wav`)
      await writeFile(file, encodeWav16([synthesiseClip(plan)], SAMPLE_RATE_HZ))
    }
    await test.import(machine, [folder], { label })
  }

  it('is not noticed with mixed faults, however many are flagged', async () => {
    const faults = FAULTS.flatMap((fault, index) =>
      [0, 1].map(copy => ({ seed: 900 + 2 * index + copy, fault, faultLevelDb: 0 }))
    )
    await bringIn('02', faults, 'unknown')
    const findings = await test.call('findings.list', { machineId })
    expect(findings).toHaveLength(faults.length)
    expect(await test.call('machines.notice', { machineId })).toBeNull()
    // The other test has the machine as it was.
    await test.call('recordings.remove', { recordingIds: findings.map(({ recordingId }) => recordingId) })
  }, 120_000)

  it('is noticed at another speed, and normal once that is accepted', async () => {
    const faster = Array.from({ length: 8 }, (_, index) => ({ seed: 500 + index, shaftHz: OTHER_SPEED_HZ }))
    await bringIn('03', faster, 'unknown')
    const notice = await test.call('machines.notice', { machineId })
    expect(notice?.recordingIds.length).toBeGreaterThanOrEqual(6)
    const recordingIds = notice?.recordingIds ?? []
    const job = await test.ended(
      test.call('machines.acceptCondition', { machineId, recordingIds, attributes: { speed: '1620' } })
    )
    expect(job.state).toBe('done')
    const [newest] = await test.call('models.list', { machineId })
    expect(newest).toMatchObject({ version: 2, normals: 24 + recordingIds.length, isCurrent: true })
    expect(await test.call('machines.notice', { machineId })).toBeNull()
    // Judged by the new model, others at that speed are no findings any more.
    const later = Array.from({ length: 4 }, (_, index) => ({ seed: 700 + index, shaftHz: OTHER_SPEED_HZ }))
    await bringIn('04', later, 'unknown')
    const { rows } = await test.call('recordings.list', {
      machineId,
      sort: 'recordedAt',
      descending: true,
      offset: 0,
      limit: 4
    })
    expect(rows.filter(({ isFlagged }) => isFlagged === true).length).toBeLessThanOrEqual(1)
  }, 120_000)
})
