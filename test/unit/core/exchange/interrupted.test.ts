import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { machineImportResultSchema } from '../../../../electron/contract/index.ts'
import { filesBelow } from '../../../support/compute.ts'
import { fittedMachine, openTestCore, type TestCore } from '../../../support/core.ts'
import { createFakeCompute, type FakeTasks } from '../../../support/fake-compute.ts'
import { IDS, writeMachineFile } from '../../../support/machine-file.ts'

describe('an import that does not reach its end', () => {
  let test: TestCore
  let file: string
  const open = async (replaced: Partial<FakeTasks> = {}): Promise<void> => {
    test = await openTestCore(createFakeCompute(replaced))
    await mkdir(test.inputDir)
    file = path.join(test.inputDir, 'small.earshot')
    await writeMachineFile(file)
  }
  /** Everything that an import could have left. */
  const left = (): string[] =>
    ['recordings', 'models', 'reports', 'uploads'].flatMap(folder =>
      filesBelow(path.join(test.dataDir, folder))
    )
  afterEach(() => test.close())

  it('leaves nothing where its records contradict one another', async () => {
    await open()
    await writeMachineFile(file, {
      records: ({ records }) => {
        const [clip] = records.clips
        if (clip !== undefined) records.clips.push({ ...clip, id: 'b'.repeat(32) })
      }
    })
    const job = await test.ended(test.call('machines.import', { source: { path: file } }))
    expect(job.error).toMatchObject({ code: 'unreadable' })
    expect(job.error?.message).toContain('contradict one another')
    expect(await test.call('machines.list', {})).toEqual([])
    expect(left()).toEqual([])
  })

  it('leaves nothing where its time zone is none', async () => {
    await open()
    await writeMachineFile(file, {
      records: ({ machine }) => Object.assign(machine, { timeZone: 'Atlantis/Centre' })
    })
    const job = await test.ended(test.call('machines.import', { source: { path: file } }))
    expect(job.error?.message).toContain('Atlantis/Centre')
    expect(left()).toEqual([])
  })

  it('leaves nothing where it is cancelled while the file is read', async () => {
    await open({
      unpack: async ({ stageDir }, { signal }) => {
        await writeFile(path.join(stageDir, 'half'), 'x')
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
          void test.call('jobs.list', {}).then(([job]) => test.call('jobs.cancel', { jobId: job?.id ?? '' }))
        })
      }
    })
    const job = await test.ended(test.call('machines.import', { source: { path: file } }))
    expect(job.state).toBe('cancelled')
    expect(left()).toEqual([])
  })

  it('leaves nothing where it is cancelled while its rows are written', async () => {
    await open()
    test.core.on('jobs.changed', job => {
      if (job.message === 'moving the files') void test.call('jobs.cancel', { jobId: job.id })
    })
    const job = await test.ended(test.call('machines.import', { source: { path: file } }))
    // It may have been too late: then all of it is there.
    const machines = await test.call('machines.list', {})
    expect(machines).toHaveLength(job.state === 'done' ? 1 : 0)
    expect(left().length > 0).toBe(job.state === 'done')
  })

  it('keeps an original recording that was there before', async () => {
    await open()
    const first = await test.ended(test.call('machines.import', { source: { path: file } }))
    const before = filesBelow(path.join(test.dataDir, 'recordings'))
    await writeMachineFile(file, {
      records: ({ machine, records }) => {
        Object.assign(machine, { id: 'a'.repeat(32) })
        const [clip] = records.clips
        if (clip !== undefined) records.clips.push({ ...clip, id: 'b'.repeat(32) })
      }
    })
    const second = await test.ended(test.call('machines.import', { source: { path: file } }))
    expect([first.state, second.state]).toEqual(['done', 'failed'])
    expect(filesBelow(path.join(test.dataDir, 'recordings'))).toEqual(before)
  })

  it('is shown to the model of the second machine by other names than to the first', async () => {
    await open()
    await test.ended(test.call('machines.import', { source: { path: file } }))
    const copy = await test.ended(test.call('machines.import', { source: { path: file } }))
    const { machineId } = machineImportResultSchema.parse(copy.result)
    const [model] = await test.call('models.list', { machineId })
    const text = await readFile(path.join(test.dataDir, 'models', model?.id ?? '', 'model.json'), 'utf8')
    expect(text).not.toContain(IDS.clip)
  })
})

describe('an export that does not reach its end', () => {
  let test: TestCore
  const half: FakeTasks['pack'] = async ({ outPath }, { signal }) => {
    await writeFile(outPath, 'half')
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      void test.call('jobs.list', {}).then(([job]) => test.call('jobs.cancel', { jobId: job?.id ?? '' }))
    })
  }
  afterEach(() => test.close())

  it('leaves nothing where it is cancelled, neither here nor there', async () => {
    test = await openTestCore(createFakeCompute({ pack: half }))
    const machine = await fittedMachine(test)
    const out = path.join(test.inputDir, 'out')
    await mkdir(out)
    const named = await test.ended(test.call('machines.export', { machineId: machine.id, path: out }))
    const kept = await test.ended(test.call('machines.export', { machineId: machine.id }))
    expect([named.state, kept.state]).toEqual(['cancelled', 'cancelled'])
    expect(readdirSync(out)).toEqual([])
    expect(readdirSync(path.join(test.dataDir, 'exports'))).toEqual([])
    expect(readdirSync(path.join(test.dataDir, 'uploads'))).toEqual([])
  })

  it('keeps the file that was there before until the new one is whole', async () => {
    test = await openTestCore(createFakeCompute({ pack: half }))
    const machine = await fittedMachine(test)
    const place = path.join(test.inputDir, 'backup.earshot')
    await writeFile(place, 'yesterday')
    await test.ended(test.call('machines.export', { machineId: machine.id, path: place }))
    expect(await readFile(place, 'utf8')).toBe('yesterday')
  })
})
