import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Machine, Recording } from '../../../../electron/contract/index.ts'
import { filesBelow } from '../../../support/compute.ts'
import { openTestCore, type TestCore } from '../../../support/core.ts'

describe('recordings', () => {
  let test: TestCore
  let machine: Machine
  beforeEach(async () => {
    test = await openTestCore()
    machine = await test.call('machines.create', { name: 'Fan' })
    for (const name of ['a', 'b']) await test.write(`${name}.wav`, { durationS: 25 })
    await test.import(machine, [test.inputDir], { clipLengthS: 10, attributes: { speed: '6' } })
  })
  afterEach(() => test.close())

  const rows = async (): Promise<Recording[]> =>
    (await test.call('recordings.list', { machineId: machine.id, sort: 'fileName', descending: false })).rows
  const ids = async (): Promise<string[]> => (await rows()).map(({ id }) => id)

  it('show their clips', async () => {
    const [recordingId = ''] = await ids()
    const { recording, clips } = await test.call('recordings.get', { recordingId })
    expect(recording).toMatchObject({ fileName: 'a.wav', clips: 2, recordedAtSource: 'modification-time' })
    expect(clips.map(({ index, startS, lengthS }) => [index, startS, lengthS])).toEqual([
      [0, 0, 10],
      [1, 10, 10]
    ])
  })

  it('are edited in bulk, and answer what was there before', async () => {
    const recordingIds = await ids()
    const edit = { label: 'normal', domain: 'target', attributes: { load: '1' } } as const
    const { before } = await test.call('recordings.update', { recordingIds, ...edit })
    expect(before).toMatchObject(
      recordingIds.map(() => ({ label: 'unknown', domain: null, attributes: { speed: '6' } }))
    )
    expect(await rows()).toMatchObject([edit, edit])
    expect((await rows())[0]?.attributes).toEqual({ load: '1' })
    const [entry] = await test.call('auditLog.list', { machineId: machine.id })
    expect(entry).toMatchObject({ action: 'edit-recordings', details: { recordings: 2, label: 'normal' } })
  })

  it('take a time by hand', async () => {
    const recordingIds = (await ids()).slice(0, 1)
    await test.call('recordings.update', { recordingIds, recordedAt: '2026-05-01T12:00:00+02:00' })
    expect((await rows())[0]).toMatchObject({
      recordedAt: '2026-05-01T10:00:00.000Z',
      recordedAtSource: 'entered'
    })
  })

  it('change nothing when one of them is not there', async () => {
    const recordingIds = [...(await ids()), 'gone']
    await expect(test.call('recordings.update', { recordingIds, label: 'normal' })).rejects.toMatchObject({
      code: 'not-found',
      details: { missing: 1 }
    })
    expect((await rows()).map(({ label }) => label)).toEqual(['unknown', 'unknown'])
  })

  it('are removed with their files', async () => {
    await test.call('recordings.remove', { recordingIds: (await ids()).slice(0, 1) })
    expect((await rows()).map(({ fileName }) => fileName)).toEqual(['b.wav'])
    expect(filesBelow(path.join(test.dataDir, 'recordings'))).toHaveLength(1)
  })

  it('are selected by filter', async () => {
    const { recordingIds } = await test.call('recordings.ids', { machineId: machine.id, text: 'A.wav' })
    expect(recordingIds).toEqual((await ids()).slice(0, 1))
  })
})
