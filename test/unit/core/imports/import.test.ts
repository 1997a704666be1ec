import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Machine, Recording } from '../../../../electron/contract/index.ts'
import { filesBelow } from '../../../support/compute.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'
import { fittedMachine, openTestCore, type TestCore } from '../../../support/core.ts'

describe('imports', () => {
  let test: TestCore
  let machine: Machine
  beforeEach(async () => {
    test = await openTestCore()
    machine = await test.call('machines.create', { name: 'Fan', timeZone: 'Europe/Berlin' })
  })
  afterEach(() => test.close())

  const rows = async (): Promise<Recording[]> =>
    (await test.call('recordings.list', { machineId: machine.id, sort: 'fileName', descending: false })).rows

  it('show labels, conditions, times and the clip length before anything comes in', async () => {
    await test.write('set/normal/fan_20260115_120000.wav', { durationS: 5.02 })
    await test.write('set/abnormal/b.wav', { durationS: 5, channels: 8, bextTime: '2026-07-01T08:00:00' })
    await test.write('set/section_00_source_train_normal_0001_speed_6.wav', { durationS: 5.01 })
    const source = { paths: [path.join(test.inputDir, 'set')] }
    const plan = await test.call('imports.plan', { machineId: machine.id, source })
    const byName = new Map(plan.files.map(file => [path.basename(file.relativePath), file]))
    expect(byName.get('fan_20260115_120000.wav')).toMatchObject({
      label: 'normal',
      recordedAt: '2026-01-15T11:00:00.000Z',
      recordedAtSource: 'file-name'
    })
    expect(byName.get('b.wav')).toMatchObject({
      label: 'anomalous',
      recordedAt: '2026-07-01T06:00:00.000Z',
      recordedAtSource: 'bext'
    })
    expect(byName.get('section_00_source_train_normal_0001_speed_6.wav')).toMatchObject({
      label: 'normal',
      domain: 'source',
      recordedAtSource: 'modification-time'
    })
    expect(plan).toMatchObject({ layout: 'mixed', channels: 8, proposedClipLengthS: 5.01 })
    expect(await rows()).toEqual([])
  })

  it('bring in what is new, count what is known and name what fails', async () => {
    await test.write('a.wav', { durationS: 30, take: 'same' })
    await test.write('b.wav', { durationS: 30, take: 'same' })
    await test.write('c.wav', { durationS: 4 })
    const broken = path.join(test.inputDir, 'broken.wav')
    await test.write('broken.wav')
    await writeFile(broken, 'no json')
    const job = await test.import(machine, [test.inputDir], { clipLengthS: 10 })
    expect(job).toMatchObject({
      state: 'done',
      result: {
        imported: 2,
        duplicates: 1,
        tooShort: 1,
        failed: [{ file: 'broken.wav', code: 'unreadable', reason: 'no audio' }]
      }
    })
    const [a, c] = await rows()
    expect(a).toMatchObject({ clips: 3, badges: [] })
    expect(c).toMatchObject({ clips: 0, badges: [{ code: 'too-short' }] })
  })

  it('change nothing when repeated', async () => {
    await test.write('a.wav')
    await test.import(machine, [test.inputDir])
    const before = await rows()
    const again = await test.import(machine, [test.inputDir])
    expect(again.result).toMatchObject({ imported: 0, duplicates: 1 })
    expect(await rows()).toEqual(before)
  })

  it('set the clip length with the first recordings and keep it', async () => {
    await test.write('a.wav', { durationS: 6 })
    await test.import(machine, [test.inputDir])
    expect((await test.call('machines.get', { machineId: machine.id })).machine.clipLengthS).toBe(6)
    const other = test.import(machine, [test.inputDir], { clipLengthS: 3 })
    await expect(other).rejects.toMatchObject({ code: 'conflict' })
  })

  it('leave the clip length open when nothing came in', async () => {
    await test.write('a.wav', { durationS: 6 })
    await test.import(machine, [test.inputDir], { channel: 3 })
    expect(await rows()).toEqual([])
    const summary = await test.call('machines.get', { machineId: machine.id })
    expect(summary.machine).toMatchObject({ clipLengthS: null, channel: 3 })
  })

  it('override labels and add conditions for all files of a plan', async () => {
    await test.write('normal/a.wav')
    await test.import(machine, [test.inputDir], { label: 'unknown', attributes: { load: '2' } })
    expect(await rows()).toMatchObject([{ label: 'unknown', attributes: { load: '2' } }])
  })

  it('start from a plan only once', async () => {
    await test.write('a.wav')
    const source = { paths: [test.inputDir] }
    const { planId } = await test.call('imports.plan', { machineId: machine.id, source })
    await test.ended(test.call('imports.start', { planId }))
    await expect(test.call('imports.start', { planId })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('score new recordings by the current model in the same job', async () => {
    const fitted = await fittedMachine(test)
    await test.write('later/bad.wav', { score: 4 })
    await test.write('later/good.wav', { score: 0.4 })
    const job = await test.import(fitted, [path.join(test.inputDir, 'later')])
    expect(job.result).toMatchObject({ imported: 2, scored: 2, flagged: 1 })
    const findings = await test.call('findings.list', { machineId: fitted.id })
    expect(findings.map(({ fileName }) => fileName)).toEqual(['bad.wav'])
  })

  it('badge a recording that is narrower than the other normals', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await test.write(`normal/${name}.wav`)
    await test.write('normal/e.wav', { bandwidthHz: 3400 })
    await test.import(machine, [path.join(test.inputDir, 'normal')])
    const badged = (await rows()).filter(({ badges }) => badges.length > 0)
    expect(badged).toMatchObject([
      { fileName: 'e.wav', badges: [{ code: 'narrow-band', params: { bandwidthHz: 3400, normalHz: 8000 } }] }
    ])
    expect((await test.call('machines.get', { machineId: machine.id })).machine.bandHz).toBe(8000)
  })

  it('keep what was reported when they are cancelled', async () => {
    const compute = createFakeCompute({
      prepare: async (input, { emit, signal }) => {
        await createFakeCompute().run(
          'prepare',
          { ...input, files: input.files.slice(0, 1) },
          { onItem: emit }
        )
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')))
        })
        return null
      }
    })
    const held = await openTestCore(compute)
    const own = await held.call('machines.create', { name: 'Fan' })
    await held.write('a.wav')
    await held.write('b.wav')
    const source = { paths: [held.inputDir] }
    const { planId } = await held.call('imports.plan', { machineId: own.id, source })
    const arrived = new Promise<void>(resolve => held.core.on('recordings.changed', () => resolve()))
    const { jobId } = await held.call('imports.start', { planId })
    await arrived
    const end = held.ended({ jobId })
    await held.call('jobs.cancel', { jobId })
    expect(await end).toMatchObject({ state: 'cancelled', result: { imported: 1 } })
    expect((await held.call('recordings.list', { machineId: own.id })).total).toBe(1)
    await held.close()
  })

  it('take uploaded files by their id and remove the upload afterwards', async () => {
    const content = JSON.stringify({ take: 'upload' })
    await test.core.receiveUpload('up-1', 'normal/deep/a.wav', Readable.from([content]))
    const uploads = path.join(test.dataDir, 'uploads')
    expect(filesBelow(uploads)).toEqual([path.join('up-1', 'normal', 'deep', 'a.wav')])
    const source = { uploadId: 'up-1' }
    const plan = await test.call('imports.plan', { machineId: machine.id, source })
    expect(plan.files).toMatchObject([{ relativePath: 'normal/deep/a.wav', label: 'normal' }])
    await test.ended(test.call('imports.start', { planId: plan.planId }))
    expect(await rows()).toMatchObject([{ fileName: 'a.wav', folder: 'normal/deep' }])
    expect(filesBelow(uploads)).toEqual([])
  })

  it('let no uploaded file out of its folder', async () => {
    for (const name of ['../a.wav', 'a/../../b.wav', 'C:\\..\\a.wav', '', '..']) {
      const upload = test.core.receiveUpload('up-1', name, Readable.from(['x']))
      await expect(upload, name).rejects.toMatchObject({ code: 'invalid' })
    }
    await expect(test.core.receiveUpload('../up', 'a.wav', Readable.from(['x']))).rejects.toMatchObject({
      code: 'invalid'
    })
    await test.core.receiveUpload('up-1', '/etc/passwd.wav', Readable.from(['x']))
    expect(await readFile(path.join(test.dataDir, 'uploads/up-1/etc/passwd.wav'), 'utf8')).toBe('x')
  })

  it('leave nothing of an upload that breaks off', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('connection lost'))
      }
    })
    await expect(test.core.receiveUpload('up-1', 'a.wav', broken)).rejects.toMatchObject({ code: 'internal' })
    expect(filesBelow(path.join(test.dataDir, 'uploads'))).toEqual([])
  })
})
