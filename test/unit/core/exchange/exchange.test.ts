import { readdirSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  exportResultSchema,
  machineImportResultSchema,
  mediaUrl,
  type Job,
  type Machine,
  type MachineImportResult
} from '../../../../electron/contract/index.ts'
import { readMachineFile } from '../../../support/archive.ts'
import { filesBelow } from '../../../support/compute.ts'
import { fittedMachine, openTestCore, type TestCore } from '../../../support/core.ts'
import { writeMachineFile } from '../../../support/machine-file.ts'

/** A machine with one of everything: a second version, a moved threshold, verdicts, an event, a report. */
const richMachine = async (test: TestCore): Promise<Machine> => {
  const machine = await fittedMachine(test)
  const { id: machineId } = machine
  for (const [index, score] of [5, 3, 1.2].entries()) {
    await test.write(`later/m_2026020${index + 1}_080000.wav`, { score })
  }
  await test.import(machine, [path.join(test.inputDir, 'later')])
  await test.ended(test.call('models.fit', { machineId, note: 'again' }))
  const [model] = await test.call('models.list', { machineId })
  await test.call('models.setThreshold', { modelId: model?.id ?? '', threshold: 2 })
  const [finding] = await test.call('findings.list', { machineId })
  const verdict = {
    findingId: finding?.id ?? '',
    verdict: 'confirmed' as const,
    by: 'Jürgen',
    comment: '軸受け'
  }
  await test.call('findings.decide', verdict)
  await test.call('machineEvents.add', { machineId, at: '2026-01-03T00:00:00Z', text: 'Bearing replaced' })
  await test.ended(test.call('reports.create', { machineId }))
  return machine
}

/** What a person sees of a machine. */
const seen = async (test: TestCore, machineId: string) => {
  const { rows } = await test.call('recordings.list', { machineId })
  const clips = await Promise.all(rows.map(({ id }) => test.call('results.ofRecording', { recordingId: id })))
  return {
    summary: await test.call('machines.get', { machineId }),
    recordings: rows,
    clips,
    models: await test.call('models.list', { machineId }),
    findings: await test.call('findings.list', { machineId }),
    trend: await test.call('results.trend', { machineId }),
    reports: await test.call('reports.list', { machineId }),
    scores: await test.call('results.csv', { machineId }),
    verdicts: await test.call('findings.csv', { machineId })
  }
}

const exportTo = async (test: TestCore, machineId: string, place: string): Promise<string> => {
  const job = await test.ended(test.call('machines.export', { machineId, path: place }))
  expect(job.error).toBeNull()
  return exportResultSchema.parse(job.result).path ?? ''
}

const importFrom = async (test: TestCore, file: string): Promise<MachineImportResult> => {
  const job = await test.ended(test.call('machines.import', { source: { path: file } }))
  expect(job.error).toBeNull()
  return machineImportResultSchema.parse(job.result)
}

describe('export and import of a machine', () => {
  let test: TestCore
  let other: TestCore
  let machine: Machine
  let file: string
  beforeEach(async () => {
    test = await openTestCore()
    other = await openTestCore()
    await mkdir(other.inputDir)
    machine = await richMachine(test)
    file = await exportTo(test, machine.id, test.inputDir)
  })
  afterEach(async () => {
    expect([...test.lines, ...other.lines].filter(({ level }) => level === 'error')).toEqual([])
    await test.close()
    await other.close()
  })

  it('writes one file, named after the machine and the day, and nothing beside it', () => {
    expect(path.basename(file)).toMatch(/^Fan \d{4}-\d{2}-\d{2}\.earshot$/u)
    expect(readdirSync(test.inputDir).sort()).toEqual([path.basename(file), 'later', 'normal'])
    expect(readdirSync(path.join(test.dataDir, 'uploads'))).toEqual([])
  })

  it('gives the same records and checksums when the imported machine is exported again', async () => {
    const { machineId, isCopy } = await importFrom(other, file)
    const again = await exportTo(other, machineId, other.inputDir)
    const [before, after] = [await readMachineFile(file), await readMachineFile(again)]
    const { audit: auditBefore, ...recordsBefore } = before.records
    const { audit: auditAfter, ...recordsAfter } = after.records
    expect(isCopy).toBe(false)
    expect(after.machine).toEqual(before.machine)
    expect(recordsAfter).toEqual(recordsBefore)
    expect(after.files).toEqual(before.files)
    // The one thing that has happened since.
    expect(auditAfter.slice(0, -1)).toEqual(auditBefore)
    expect(auditAfter.at(-1)).toMatchObject({ action: 'import-machine', details: { name: 'Fan' } })
    expect(recordsBefore.findings).toHaveLength(2)
    expect(recordsBefore.models).toHaveLength(2)
    expect(Object.keys(before.files)).toHaveLength(9 + 2 + 1)
  })

  it('shows the same scores, flags, findings and trend where it comes in', async () => {
    const { machineId } = await importFrom(other, file)
    expect(await seen(other, machineId)).toEqual(await seen(test, machine.id))
  })

  it('goes on where it was: the next version has the next number', async () => {
    const { machineId } = await importFrom(other, file)
    await other.ended(other.call('models.fit', { machineId }))
    const versions = await other.call('models.list', { machineId })
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1])
  })

  it('looks into a file before anything comes in', async () => {
    const source = { path: file }
    const empty = await other.call('machines.previewFile', { source })
    const known = await test.call('machines.previewFile', { source })
    expect(empty).toMatchObject({
      fileName: path.basename(file),
      appVersion: '0.0.0-test',
      machine: { name: 'Fan' },
      modelVersion: 2,
      counts: { recordings: 9, models: 2, findings: 2, events: 1, reports: 1 },
      importName: 'Fan',
      presentAs: null
    })
    expect(known).toMatchObject({ importName: 'Fan (2)', presentAs: 'Fan' })
    expect(await other.call('machines.list', {})).toEqual([])
  })

  it('makes a second machine of its own where the machine is here already, files shared', async () => {
    const stored = filesBelow(path.join(test.dataDir, 'recordings'))
    const second = await importFrom(test, file)
    expect(second).toMatchObject({ name: 'Fan (2)', isCopy: true, shared: 9, recordings: 9 })
    expect((await importFrom(test, file)).name).toBe('Fan (3)')
    expect(filesBelow(path.join(test.dataDir, 'recordings'))).toEqual(stored)
    const [first, copy] = [await seen(test, machine.id), await seen(test, second.machineId)]
    expect(copy.recordings.map(({ score }) => score)).toEqual(first.recordings.map(({ score }) => score))
    const ids = new Set(JSON.stringify(first).match(/[0-9a-f]{8}-[0-9a-f-]{27}/gu))
    expect(
      JSON.stringify(copy)
        .match(/[0-9a-f]{8}-[0-9a-f-]{27}/gu)
        ?.filter(id => ids.has(id))
    ).toEqual([])
  })

  it('lets the model of the second machine know its own clips, not those of the first', async () => {
    const { machineId } = await importFrom(test, file)
    const { recordings } = await seen(test, machineId)
    const { clips } = await test.call('recordings.get', { recordingId: recordings[0]?.id ?? '' })
    const nearest = await test.call('recordings.nearestNormal', { clipId: clips[0]?.id ?? '' })
    expect(recordings.map(({ id }) => id)).toContain(nearest?.recordingId)
  })

  it('keeps the files of the second machine when the first is removed', async () => {
    const { machineId } = await importFrom(test, file)
    await test.call('machines.remove', { machineId: machine.id })
    const again = await exportTo(test, machineId, path.join(test.inputDir, 'second'))
    expect(Object.keys((await readMachineFile(again)).files)).toHaveLength(12)
  })

  it('comes in twice where it is imported twice at the same time', async () => {
    const source = { path: file }
    const jobs = await Promise.all([
      other.ended(other.call('machines.import', { source })),
      other.ended(other.call('machines.import', { source }))
    ])
    const results = jobs.map(({ result }) => machineImportResultSchema.parse(result))
    expect(results.map(({ name }) => name).sort()).toEqual(['Fan', 'Fan (2)'])
    expect(results.map(({ isCopy }) => isCopy).sort()).toEqual([false, true])
    for (const { machineId } of results) {
      expect((await seen(other, machineId)).recordings).toHaveLength(9)
      await exportTo(other, machineId, other.inputDir)
    }
  })

  it('gives new identifiers too where only a part of them is given already', async () => {
    const small = path.join(other.inputDir, 'small.earshot')
    await writeMachineFile(small)
    await importFrom(other, small)
    await writeMachineFile(small, {
      records: ({ machine: record }) => Object.assign(record, { id: 'a'.repeat(32), name: 'Other' })
    })
    expect(await importFrom(other, small)).toMatchObject({ isCopy: true, name: 'Other' })
  })

  it('names the recording whose file is missing and writes nothing', async () => {
    const [recording] = (await test.call('recordings.list', { machineId: machine.id })).rows
    await rm(path.join(test.dataDir, 'recordings', recording?.sha256.slice(0, 2) ?? ''), { recursive: true })
    const place = path.join(test.inputDir, 'again.earshot')
    const job = await test.ended(test.call('machines.export', { machineId: machine.id, path: place }))
    expect(job.error?.code).toBe('unreadable')
    expect(job.error?.message).toContain('its file is not in the data folder any more')
    expect(readdirSync(test.inputDir).filter(name => name.startsWith('again'))).toEqual([])
  })

  describe('saving through the browser', () => {
    const make = async (): Promise<Job> => test.ended(test.call('machines.export', { machineId: machine.id }))

    it('keeps the newest file of a machine until it is removed', async () => {
      const first = await make()
      const second = await make()
      const ready = await test.call('machines.exports', { machineId: machine.id })
      expect(ready).toMatchObject([{ jobId: second.id, fileName: path.basename(file) }])
      await expect(test.core.media(mediaUrl.machineFile(first.id))).rejects.toMatchObject({
        code: 'not-found'
      })
      await test.call('machines.removeExport', { jobId: second.id })
      expect(await test.call('machines.exports', { machineId: machine.id })).toEqual([])
    })

    it('answers its address with the name to save it under', async () => {
      const job = await make()
      const content = await test.core.media(mediaUrl.machineFile(job.id))
      expect(content).toMatchObject({
        kind: 'file',
        contentType: 'application/vnd.earshot+zip',
        downloadName: path.basename(file)
      })
      const saved = await readFile(content.kind === 'file' ? content.path : '')
      await writeFile(path.join(other.inputDir, 'saved.earshot'), saved)
      expect((await importFrom(other, path.join(other.inputDir, 'saved.earshot'))).recordings).toBe(9)
    })

    it('outlives a start, and goes with its machine', async () => {
      await make()
      await test.reopen()
      expect(await test.call('machines.exports', { machineId: machine.id })).toHaveLength(1)
      await test.call('machines.remove', { machineId: machine.id })
      expect(readdirSync(path.join(test.dataDir, 'exports'))).toEqual([])
    })
  })

  describe('a file that was uploaded', () => {
    const upload = (content: Buffer): Promise<void> =>
      other.core.receiveUpload('u-1', 'sent.earshot', Readable.from([content]))
    const source = { uploadId: 'u-1' }

    it('is looked into, imported and gone then', async () => {
      await upload(await readFile(file))
      expect(await other.call('machines.previewFile', { source })).toMatchObject({ fileName: 'sent.earshot' })
      const job = await other.ended(other.call('machines.import', { source }))
      expect(job.state).toBe('done')
      expect(readdirSync(path.join(other.dataDir, 'uploads'))).toEqual([])
    })

    it('is removed where it is refused, and where it is not wanted after all', async () => {
      await upload((await readFile(file)).subarray(0, 500))
      const job = await other.ended(other.call('machines.import', { source }))
      expect(job.error?.message).toContain('sent.earshot was not imported')
      expect(readdirSync(path.join(other.dataDir, 'uploads'))).toEqual([])
      await upload(await readFile(file))
      await other.call('machines.discardFile', source)
      expect(readdirSync(path.join(other.dataDir, 'uploads'))).toEqual([])
      await expect(other.call('machines.previewFile', { source })).rejects.toMatchObject({
        code: 'not-found'
      })
    })

    it('is named by an id that is no path', async () => {
      await expect(other.core.dispatch('machines.discardFile', { uploadId: '../..' })).rejects.toMatchObject({
        code: 'invalid'
      })
    })
  })
})
