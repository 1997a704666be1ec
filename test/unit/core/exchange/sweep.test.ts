import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCore } from '../../../../electron/core/index.ts'
import { openStore } from '../../../../electron/store/index.ts'
import { temporaryFolder } from '../../../support/compute.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'
import { newTestMachine } from '../../store/rows.ts'

const root = temporaryFolder()
let dataDir: string
let backup: string
let count = 0
beforeEach(async () => {
  dataDir = path.join(root, `data-${++count}`)
  backup = path.join(root, `backup-${count}`)
  await mkdir(backup)
})

const start = async (): Promise<void> => {
  const options = { dataDir, compute: createFakeCompute(), appVersion: '0', log: () => undefined }
  await (await createCore(options)).close()
}
const job = {
  kind: 'export-machine' as const,
  machineId: 'm',
  progress: 0.5,
  message: '',
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  result: null,
  error: null
}
afterEach(() => start())

it('removes the half of an export beside its place, and no other file there', async () => {
  const { store } = await openStore(dataDir)
  await store.machines.insert(newTestMachine('m'))
  const target = path.join(backup, 'fan.earshot')
  await store.jobs.insert({ ...job, id: 'running', state: 'running' }, { machineId: 'm', path: target })
  await store.close()
  for (const name of ['fan.earshot', 'fan.earshot.running.part', 'fan.earshot.other.part']) {
    writeFileSync(path.join(backup, name), '')
  }
  await start()
  expect(readdirSync(backup).sort()).toEqual(['fan.earshot', 'fan.earshot.other.part'])
})

it('removes what lies for saving without a finished job, and what was unpacked', async () => {
  const { store } = await openStore(dataDir)
  await store.machines.insert(newTestMachine('m'))
  await store.jobs.insert({ ...job, id: 'done', state: 'done' }, { machineId: 'm', path: null })
  await store.jobs.insert({ ...job, id: 'ended', state: 'running' }, { machineId: 'm', path: null })
  await store.close()
  const exports = path.join(dataDir, 'exports')
  const staged = path.join(dataDir, 'uploads', 'import-x', 'recordings')
  for (const folder of [exports, staged]) mkdirSync(folder, { recursive: true })
  for (const name of ['done.earshot', 'ended.earshot.ended.part', 'unknown.earshot']) {
    writeFileSync(path.join(exports, name), '')
  }
  await start()
  expect(readdirSync(exports)).toEqual(['done.earshot'])
  expect(readdirSync(path.join(dataDir, 'uploads'))).toEqual([])
})

it('keeps an upload whose import was interrupted, so that it can be run again', async () => {
  const { store } = await openStore(dataDir)
  const input = { path: 'x.earshot', uploadId: 'kept' }
  await store.jobs.insert(
    { ...job, id: 'i', kind: 'import-machine', machineId: null, state: 'running' },
    input
  )
  await store.close()
  for (const name of ['kept', 'lost']) mkdirSync(path.join(dataDir, 'uploads', name), { recursive: true })
  await start()
  expect(readdirSync(path.join(dataDir, 'uploads'))).toEqual(['kept'])
})
