import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { AppError } from '../../electron/contract/errors.ts'
import type { Core } from '../../electron/core/core.ts'

export interface FakeCore {
  readonly core: Core
  readonly uploads: Map<string, Buffer>
  emit(name: 'machines.changed', payload: { machineId: string }): void
  listeners(): number
}

/** A core for the tests of a door: echoes a call, fails on demand, holds one file of 1,000 bytes. */
export const createFakeCore = async (): Promise<FakeCore> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'earshot-fake-core-'))
  const file = path.join(folder, 'recording.wav')
  await writeFile(
    file,
    Uint8Array.from({ length: 1000 }, (_, index) => index % 251)
  )
  const uploads = new Map<string, Buffer>()
  const listeners = new Set<(name: 'machines.changed', payload: unknown) => void>()
  const core = {
    dispatch: async (name: string, input: unknown) => {
      if (name === 'test.echo') return input
      if (name === 'test.defect') throw new TypeError('secret path /home/someone')
      if (name === 'test.busy') throw new AppError('busy', 'Another job is running', { jobId: 'j1' })
      throw new AppError('not-found', `There is no call ${name}`)
    },
    media: async (address: string) => {
      if (address === 'media/r1/original') return { kind: 'file', path: file, contentType: 'audio/wav' }
      if (address === 'media/r1/peaks?channel=1') {
        return { kind: 'bytes', bytes: new Uint8Array([1, 2, 3, 4]), contentType: 'application/octet-stream' }
      }
      if (address === 'reports/p1') {
        return { kind: 'file', path: file, contentType: 'application/pdf', downloadName: 'Lüfter 3 報告.pdf' }
      }
      throw new AppError('not-found', 'There is no such recording')
    },
    receiveUpload: async (uploadId: string, relativePath: string, content: Readable) => {
      if (relativePath.includes('..')) throw new AppError('invalid', 'The path leads out of the upload')
      uploads.set(`${uploadId}/${relativePath}`, await buffer(content))
    },
    receiveBytes: async (address: string, bytes: Uint8Array) => {
      if (address.startsWith('live/')) throw new AppError('conflict', 'This machine has no model yet')
      return { address, bytes: bytes.length, last: bytes.at(-1) }
    },
    onAny: (listener: (name: 'machines.changed', payload: unknown) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => undefined
  }
  return {
    // The door uses these members of a core alone.
    core: core as unknown as Core,
    uploads,
    emit: (name, payload) => {
      for (const listener of listeners) listener(name, payload)
    },
    listeners: () => listeners.size
  }
}
