import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mediaUrl, type Machine } from '../../../../electron/contract/index.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'
import { openTestCore, type TestCore } from '../../../support/core.ts'

describe('media addresses', () => {
  let made = 0
  const compute = createFakeCompute({
    listen: async ({ outPath }) => {
      made += 1
      await writeFile(outPath, 'wav')
      return null
    }
  })
  let test: TestCore
  let machine: Machine
  let recordingId = ''
  beforeEach(async () => {
    made = 0
    test = await openTestCore(compute)
    machine = await test.call('machines.create', { name: 'Lüfter / 3' })
    await test.write('Lüfter 1.wav', { channels: 2 })
    await test.import(machine, [test.inputDir])
    recordingId = (await test.call('recordings.ids', { machineId: machine.id })).recordingIds[0] ?? ''
  })
  afterEach(() => test.close())

  it('lead to the original with its type and name', async () => {
    const content = await test.core.media(mediaUrl.original(recordingId))
    expect(content).toMatchObject({ kind: 'file', contentType: 'audio/wav', downloadName: 'Lüfter 1.wav' })
    if (content.kind === 'file') expect(await readFile(content.path, 'utf8')).toContain('channels')
  })

  it('make what is listened to once, also for several at the same time', async () => {
    const address = mediaUrl.listen(recordingId, 2)
    const all = await Promise.all([1, 2, 3].map(() => test.core.media(address)))
    await test.core.media(address)
    expect(made).toBe(1)
    expect(new Set(all.map(content => (content.kind === 'file' ? content.path : '')))).toHaveLength(1)
  })

  it('try again after a failure', async () => {
    const failing = await openTestCore(
      createFakeCompute({ peaks: () => Promise.reject(new Error('compute broke')) })
    )
    const own = await failing.call('machines.create', { name: 'A' })
    await failing.import(own, [await failing.write('a.wav')])
    const [id = ''] = (await failing.call('recordings.ids', { machineId: own.id })).recordingIds
    for (let round = 0; round < 2; round += 1) {
      await expect(failing.core.media(mediaUrl.peaks(id, 1))).rejects.toMatchObject({ code: 'internal' })
    }
    await failing.close()
  })

  it('lead to peaks and spectrograms', async () => {
    expect(await test.core.media(mediaUrl.peaks(recordingId, 1))).toMatchObject({ kind: 'file' })
    const spectrogram = await test.core.media(mediaUrl.spectrogram(recordingId, 1, 0, 10))
    expect(spectrogram).toMatchObject({ kind: 'bytes', bytes: new Uint8Array([1, 2, 3]) })
  })

  it('lead to finished reports, named after the machine', async () => {
    const job = await test.ended(test.call('reports.create', { machineId: machine.id }))
    const [report] = await test.call('reports.list', { machineId: machine.id })
    expect(job.result).toEqual({ reportId: report?.id })
    expect(report?.fileName).toMatch(/^Lüfter 3 report \d{4}-\d{2}-\d{2}\.pdf$/)
    const content = await test.core.media(mediaUrl.report(report?.id ?? ''))
    expect(content).toMatchObject({ contentType: 'application/pdf', downloadName: report?.fileName })
    expect(path.dirname(content.kind === 'file' ? content.path : '')).toBe(path.join(test.dataDir, 'reports'))
  })

  it.each([
    'media/none/original',
    'reports/none',
    'reports/../earshot.db',
    'media/',
    '',
    'other/thing/here',
    'media/a/b/c',
    'media/%E0%A4%A/original'
  ])('%s leads nowhere', async address => {
    await expect(test.core.media(address)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('of a channel or range that is not there lead nowhere', async () => {
    for (const rest of [
      'listen?channel=3',
      'listen?channel=x',
      'spectrogram?channel=1&start=-1&length=5',
      'all'
    ]) {
      const address = `media/${recordingId}/${rest}`
      await expect(test.core.media(address), rest).rejects.toMatchObject({ code: 'not-found' })
    }
  })
})
