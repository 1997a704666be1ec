import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../electron/contract/errors.ts'
import { attributesText } from '../../../../../renderer/src/components/format/attributes.ts'
import type { PlannedFile } from '../../../../../electron/contract/imports.ts'
import {
  fromDrop,
  worthSending,
  type ChosenFile
} from '../../../../../renderer/src/features/import/chosen-files.ts'
import { labelCounts } from '../../../../../renderer/src/features/import/plan-counts.ts'
import { uploadFiles, type UploadProgress } from '../../../../../renderer/src/features/import/upload-files.ts'

const chosen = (relativePath: string, bytes = 10): ChosenFile => ({
  relativePath,
  file: new File([new Uint8Array(bytes)], relativePath)
})

const entry = (fullPath: string, children?: readonly unknown[]): unknown => {
  const batches =
    children === undefined ? [] : [children.slice(0, 1), children.slice(1)].filter(part => part.length > 0)
  return {
    fullPath,
    isFile: children === undefined,
    isDirectory: children !== undefined,
    file: (done: (file: File) => void) => done(new File([], fullPath)),
    createReader: () => ({ readEntries: (done: (some: unknown) => void) => done(batches.shift() ?? []) })
  }
}

describe('files to import', () => {
  it('takes audio out of folders and whatever was chosen by itself', () => {
    const files = ['a.WAV', 'odd.bin', 'f/x.flac', 'f/readme.txt', 'f/.hidden.wav', 'f/g/y.opus'].map(path =>
      chosen(path)
    )
    expect(worthSending(files).map(file => file.relativePath)).toEqual([
      'a.WAV',
      'odd.bin',
      'f/x.flac',
      'f/g/y.opus'
    ])
  })

  it('walks dropped folders to the end, though a reader hands out entries in parts', async () => {
    const folder = entry('/run', [
      entry('/run/a.wav'),
      entry('/run/deep', [entry('/run/deep/b.wav')]),
      entry('/run/c.wav')
    ])
    const transfer = { items: [{ webkitGetAsEntry: () => folder }], files: [] } as unknown as DataTransfer
    const files = await fromDrop(transfer)
    expect(files.map(file => file.relativePath)).toEqual(['run/a.wav', 'run/deep/b.wav', 'run/c.wav'])
  })
})

describe('the upload', () => {
  const files = ['a', 'b', 'c', 'd', 'e'].map(name => chosen(name, 100))

  it('sends every file once and reports all bytes at the end', async () => {
    const sent: string[] = []
    let last: UploadProgress | undefined
    const upload = async (
      _id: string,
      path: string,
      _file: File,
      _signal: AbortSignal,
      report: (n: number) => void
    ) => {
      report(50)
      sent.push(path)
    }
    await uploadFiles({ upload }, 'u', files, new AbortController().signal, progress => {
      last = progress
    })
    expect(sent.sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(last).toEqual({ files: 5, totalFiles: 5, bytes: 500, totalBytes: 500 })
  })

  it('stops the others when one fails', async () => {
    const signals: AbortSignal[] = []
    const upload = async (_id: string, path: string, _file: File, signal: AbortSignal): Promise<void> => {
      signals.push(signal)
      if (path === 'a') throw new AppError('internal', 'disk full')
      await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
      throw new AppError('cancelled', 'Cancelled')
    }
    const work = uploadFiles({ upload }, 'u', files, new AbortController().signal, () => undefined)
    await expect(work).rejects.toMatchObject({ message: 'disk full' })
    expect(signals.length).toBe(3)
    expect(signals.every(signal => signal.aborted)).toBe(true)
  })

  it('stops when it is cancelled', async () => {
    const stop = new AbortController()
    const upload = async (_id: string, _path: string, _file: File, signal: AbortSignal): Promise<void> => {
      stop.abort()
      if (signal.aborted) throw new AppError('cancelled', 'Cancelled')
    }
    const work = uploadFiles({ upload }, 'u', files, stop.signal, () => undefined)
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('the plan', () => {
  it('counts the labels in a fixed order', () => {
    const file = (label: PlannedFile['label']): PlannedFile => ({
      relativePath: 'x',
      sizeBytes: 1,
      label,
      domain: null,
      attributes: {},
      recordedAt: '2026-01-01T00:00:00.000Z',
      recordedAtSource: 'file-name'
    })
    expect(labelCounts([file('unknown'), file('normal'), file('normal')])).toEqual([
      { label: 'normal', count: 2 },
      { label: 'unknown', count: 1 }
    ])
    expect(attributesText({ speed: '1200', load: '80' })).toBe('speed 1200, load 80')
  })
})
