import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../electron/contract/errors.ts'
import type { Input, MachineFilePreview } from '../../../../../electron/contract/index.ts'
import type { RemoteClient } from '../../../../../renderer/src/api/remote-client.ts'
import {
  isMachineFile,
  machineFileName,
  machineFileOf
} from '../../../../../renderer/src/features/exchange/machine-file.ts'
import {
  createImporting,
  type Importing
} from '../../../../../renderer/src/features/exchange/use-importing.ts'
import { createFakeClient, type FakeClient } from '../../../../support/fake-client.ts'
import { job } from '../../job.ts'
import { machineSummary } from '../../machine-summary.ts'

const { id: _, currentModelId: __, ...fields } = machineSummary({ name: 'Fan' }).machine
const PREVIEW: MachineFilePreview = {
  fileName: 'fan.earshot',
  sizeBytes: 100,
  appVersion: '0.1.0',
  createdAt: '2026-01-01T00:00:00.000Z',
  machine: fields,
  modelVersion: 1,
  counts: { recordings: 6, models: 1, findings: 0, events: 0, reports: 0 },
  contentBytes: 100,
  importName: 'Fan',
  presentAs: null
}
const FILE = new File(['machine'], 'fan.earshot')

interface Made {
  readonly importing: Importing
  readonly client: FakeClient
  readonly sent: string[]
  called(name: string): unknown[]
}

const make = (
  upload: RemoteClient['upload'] = async (_id, _path, file, _signal, report) => report(file.size),
  preview: (input: Input<'machines.previewFile'>) => MachineFilePreview = () => PREVIEW
): Made => {
  const sent: string[] = []
  const client = createFakeClient({
    'machines.previewFile': preview,
    'machines.import': () => ({ jobId: 'j' }),
    'machines.discardFile': () => ({})
  })
  const byId = new Map([['j', job('j', { kind: 'import-machine' })]])
  const importing = createImporting({
    client: {
      call: client.call,
      upload: (id, path, file, signal, report) => {
        sent.push(`${id} ${path}`)
        return upload(id, path, file, signal, report)
      }
    },
    jobs: { byId, follow: async () => undefined },
    attempt: async work => work(),
    sentence: error => (error instanceof Error ? error.message : '')
  })
  const called = (name: string): unknown[] =>
    client.calls.filter(call => call.name === name).map(({ input }) => input)
  return { importing, client, sent, called }
}

describe('the import of a machine', () => {
  it('sends a file, shows what is in it and starts the job with it', async () => {
    const { importing, sent, called } = make()
    expect(importing.step.value).toBe('choose')
    await importing.read({ file: FILE })
    expect(importing.step.value).toBe('preview')
    expect(importing.preview.value).toEqual(PREVIEW)
    await importing.start()
    const [uploadId = ''] = (sent[0] ?? '').split(' ')
    expect(sent[0]).toBe(`${uploadId} fan.earshot`)
    expect(called('machines.import')).toEqual([{ source: { uploadId } }])
    expect(importing.step.value).toBe('job')
    expect(importing.job.value?.id).toBe('j')
  })

  it('sends nothing where the path is known', async () => {
    const { importing, sent, called } = make()
    await importing.read({ path: '/backup/fan.earshot' })
    await importing.start()
    expect(sent).toEqual([])
    expect(called('machines.import')).toEqual([{ source: { path: '/backup/fan.earshot' } }])
    importing.reset()
    expect(called('machines.discardFile')).toEqual([])
  })

  it('says why a file is refused, and takes another one', async () => {
    const { importing } = make(undefined, () => {
      throw new AppError('unreadable', 'fan.earshot was not imported: it is empty.')
    })
    await importing.read({ file: FILE })
    expect(importing.step.value).toBe('refused')
    expect(importing.refusal.value).toBe('fan.earshot was not imported: it is empty.')
    importing.reset()
    expect(importing.step.value).toBe('choose')
  })

  it('takes a file back that was looked at and not wanted', async () => {
    const { importing, called } = make()
    await importing.read({ file: FILE })
    importing.reset()
    expect(called('machines.discardFile')).toHaveLength(1)
  })

  it('leaves a file to the job that reads it', async () => {
    const { importing, called } = make()
    await importing.read({ file: FILE })
    await importing.start()
    importing.reset()
    expect(called('machines.discardFile')).toEqual([])
    expect(importing.step.value).toBe('choose')
  })

  it('stops sending when it is cancelled, without a complaint', async () => {
    const { importing, called } = make(
      (_id, _path, _file, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled')))
        })
    )
    const reading = importing.read({ file: FILE })
    expect(importing.step.value).toBe('reading')
    importing.reset()
    await reading
    expect([importing.step.value, importing.refusal.value]).toEqual(['choose', null])
    expect(called('machines.previewFile')).toEqual([])
  })

  it('shows the file that was chosen last, however late the one before answers', async () => {
    const waiting = Promise.withResolvers<void>()
    let uploads = 0
    const { importing, called } = make(async () => {
      uploads += 1
      if (uploads === 1) await waiting.promise
    })
    const first = importing.read({ file: FILE })
    const second = importing.read({ file: FILE })
    await second
    waiting.resolve()
    await first
    expect(importing.step.value).toBe('preview')
    // What was sent for nothing is taken back.
    expect(called('machines.discardFile')).toHaveLength(1)
    expect(called('machines.previewFile')).toHaveLength(1)
  })
})

describe('the file of a machine', () => {
  it('is told by its ending, among others too', () => {
    const files = ['a.wav', 'b.EARSHOT', 'c.earshot'].map(name => new File([], name))
    expect(files.map(({ name }) => isMachineFile(name))).toEqual([false, true, true])
    expect(machineFileOf(files)?.name).toBe('b.EARSHOT')
    expect(machineFileOf(files.slice(0, 1))).toBeUndefined()
  })

  it('has a name that every system takes', () => {
    expect(machineFileName('Pump 3/4: "left"\u0007')).toBe('Pump 3 4 left.earshot')
    expect(machineFileName('///')).toBe('machine.earshot')
    expect(machineFileName('軸受け')).toBe('軸受け.earshot')
  })
})
