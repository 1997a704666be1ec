import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Machine } from '../../../../electron/contract/index.ts'
import { filesBelow } from '../../../support/compute.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'
import { fittedMachine, openTestCore, type TestCore } from '../../../support/core.ts'

describe('machines', () => {
  const compute = createFakeCompute()
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore(compute)
  })
  afterEach(() => test.close())

  it('have defaults for what is not entered', async () => {
    const machine = await test.call('machines.create', { name: ' Fan 3 ' })
    const { timeZone } = await test.call('settings.get', {})
    expect(machine).toMatchObject({
      name: 'Fan 3',
      timeZone,
      clipLengthS: null,
      channel: 1,
      alarmCount: 2,
      alarmWindow: 5
    })
    expect(await test.call('machines.list', {})).toMatchObject([{ state: 'unknown', recordings: 0 }])
  })

  it('refuse a zone that is none and an alarm that can never come', async () => {
    const zone = test.call('machines.create', { name: 'A', timeZone: 'Mars' })
    await expect(zone).rejects.toMatchObject({ code: 'invalid' })
    const alarm = test.call('machines.create', { name: 'A', alarmCount: 6, alarmWindow: 5 })
    await expect(alarm).rejects.toMatchObject({ code: 'invalid' })
  })

  it('tell their state from the last recordings that are not part of the fit', async () => {
    const machine = await fittedMachine(test)
    const state = async (): Promise<string> =>
      (await test.call('machines.get', { machineId: machine.id })).state
    expect(await state()).toBe('acceptable')
    await test.write('one/f_20260201_080000.wav', { score: 3 })
    await test.import(machine, [path.join(test.inputDir, 'one')])
    expect(await state()).toBe('monitor')
    await test.write('two/f_20260202_080000.wav', { score: 3 })
    await test.import(machine, [path.join(test.inputDir, 'two')])
    expect(await state()).toBe('alarm')
  })

  it('are summed up for the overview', async () => {
    const machine = await fittedMachine(test)
    expect(await test.call('machines.get', { machineId: machine.id })).toMatchObject({
      recordings: 6,
      normals: 6,
      openFindings: 0,
      lastHeardAt: '2026-01-06T08:00:00.000Z',
      modelVersion: 1,
      modelDetector: 'auto',
      threshold: 1,
      recentScores: [0.2, 0.2, 0.2, 0.2, 0.2, 0.2]
    })
  })

  it('go with everything, but leave files that another machine uses', async () => {
    const [one, two] = [await fittedMachine(test), await test.call('machines.create', { name: 'Twin' })]
    const normal = path.join(test.inputDir, 'normal')
    await test.import(two, [path.join(normal, 'n_20260101_080000.wav')])
    await test.call('machines.remove', { machineId: one.id })
    expect(filesBelow(path.join(test.dataDir, 'recordings'))).toHaveLength(1)
    expect(filesBelow(path.join(test.dataDir, 'models'))).toEqual([])
    await test.call('machines.remove', { machineId: two.id })
    expect(filesBelow(path.join(test.dataDir, 'recordings'))).toEqual([])
    expect((await test.call('auditLog.list', { machineId: one.id }))[0]).toMatchObject({
      action: 'remove-machine',
      details: { name: 'Fan', recordings: 6 }
    })
  })

  describe('with many new flags', () => {
    let machine: Machine
    beforeEach(async () => {
      machine = await fittedMachine(test)
      for (let index = 0; index < 6; index += 1) {
        await test.write(`new/f_2026020${index + 1}_080000.wav`, { score: 3 })
      }
      await test.import(machine, [path.join(test.inputDir, 'new')], { attributes: { speed: '8' } })
    })

    it('ask once whether that is a new operating condition', async () => {
      const asked = (): number => compute.ran.filter(name => name === 'newCondition').length
      const before = asked()
      const notice = await test.call('machines.notice', { machineId: machine.id })
      expect(notice).toMatchObject({ flagged: 6, of: 6, correlation: 0.9 })
      expect(notice?.recordingIds).toHaveLength(6)
      await test.call('machines.notice', { machineId: machine.id })
      expect(asked()).toBe(before + 1)
    })

    it('learn it as normal with one answer', async () => {
      const notice = await test.call('machines.notice', { machineId: machine.id })
      const recordingIds = notice?.recordingIds ?? []
      const answer = { machineId: machine.id, recordingIds, attributes: { load: '2' } }
      const job = await test.ended(test.call('machines.acceptCondition', answer))
      expect(job.state).toBe('done')
      const { recording } = await test.call('recordings.get', { recordingId: recordingIds[0] ?? '' })
      expect(recording).toMatchObject({
        label: 'normal',
        attributes: { load: '2', speed: '8' },
        isHeldOut: true
      })
      expect(await test.call('machines.notice', { machineId: machine.id })).toBeNull()
      const summary = await test.call('machines.get', { machineId: machine.id })
      expect(summary).toMatchObject({ openFindings: 0, state: 'acceptable', modelVersion: 2 })
    })
  })

  it('have a sample that ends with a finding', async () => {
    const { machineId, jobId } = await test.call('machines.createSample', {})
    const job = await test.ended({ jobId })
    expect(job).toMatchObject({ state: 'done', result: { machineId } })
    expect(await test.call('findings.list', { machineId })).toHaveLength(1)
    expect(filesBelow(path.join(test.dataDir, 'uploads'))).toEqual([])
    await expect(test.call('machines.createSample', {})).rejects.toMatchObject({
      code: 'conflict',
      details: { machineId }
    })
  })

  it('remember what happened to them', async () => {
    const { id: machineId } = await test.call('machines.create', { name: 'Fan' })
    const at = '2026-03-01T10:00:00+09:00'
    const { id: eventId } = await test.call('machineEvents.add', { machineId, at, text: 'belt changed' })
    expect(await test.call('machineEvents.list', { machineId })).toMatchObject([
      { at: '2026-03-01T01:00:00.000Z', text: 'belt changed' }
    ])
    await test.call('machineEvents.remove', { eventId })
    expect(await test.call('machineEvents.list', { machineId })).toEqual([])
  })
})
