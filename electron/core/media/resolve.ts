import { access, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError, MEDIA_TYPE, exportResultSchema, listenFile, peaksFile } from '../../contract/index.ts'
import type { StoredRecording } from '../../store/index.ts'
import type { CoreContext } from '../context.ts'
import type { MediaContent } from '../core.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4'
}
const BYTES = 'application/octet-stream'

const channelSchema = z.coerce.number().int().min(1).max(32)
const rangeSchema = z.object({
  start: z.coerce.number().min(0),
  length: z.coerce.number().positive().max(600)
})

const notFound = (address: string): AppError =>
  new AppError('not-found', 'There is nothing at this address', { address })

/** Parts of the path, decoded; null where the address is malformed. */
const partsOf = (url: URL): string[] | null => {
  try {
    return url.pathname.slice(1).split('/').map(decodeURIComponent)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false
  )

/** Resolves addresses of contract/media.ts to files and bytes; what is derived is made when it is first asked for. */
export const createMedia = (context: CoreContext) => {
  const { store, compute, folder } = context
  const making = new Map<string, Promise<unknown>>()

  /** Makes a file once, also when several ask at the same time. */
  const made = async (file: string, make: () => Promise<unknown>): Promise<string> => {
    if (await isThere(file)) return file
    const underWay =
      making.get(file) ??
      mkdir(path.dirname(file), { recursive: true })
        .then(make)
        .finally(() => making.delete(file))
    making.set(file, underWay)
    await underWay
    return file
  }

  const channelOf = (recording: StoredRecording, query: URLSearchParams): number => {
    const channel = channelSchema.safeParse(query.get('channel') ?? '1')
    if (channel.success && channel.data <= recording.channels) return channel.data
    throw new AppError('not-found', `The recording has ${recording.channels} channels`, {
      channels: recording.channels
    })
  }

  const ofRecording = async (
    recording: StoredRecording,
    what: string,
    query: URLSearchParams,
    address: string
  ): Promise<MediaContent> => {
    const { sha256, storedPath, fileName, container } = recording
    const audioPath = folder.at(storedPath)
    if (what === 'original') {
      const contentType = CONTENT_TYPES[container] ?? BYTES
      return { kind: 'file', path: audioPath, contentType, downloadName: fileName }
    }
    const channel = channelOf(recording, query)
    const options = { isInteractive: true }
    if (what === 'listen') {
      const outPath = folder.at(listenFile(sha256, channel))
      const make = (): Promise<null> => compute.run('listen', { audioPath, channel, outPath }, options)
      return { kind: 'file', path: await made(outPath, make), contentType: 'audio/wav' }
    }
    if (what === 'peaks') {
      const outPath = folder.at(peaksFile(sha256, channel))
      const make = (): Promise<null> => compute.run('peaks', { audioPath, channel, outPath }, options)
      return { kind: 'file', path: await made(outPath, make), contentType: BYTES }
    }
    const range = rangeSchema.safeParse({ start: query.get('start'), length: query.get('length') })
    if (what !== 'spectrogram' || !range.success) throw notFound(address)
    const { start: startS, length: lengthS } = range.data
    const { bytes } = await compute.run('spectrogram', { audioPath, channel, startS, lengthS }, options)
    return { kind: 'bytes', bytes, contentType: BYTES }
  }

  const exported = async (jobId: string, address: string): Promise<MediaContent> => {
    const result = exportResultSchema.safeParse((await store.jobs.get(jobId))?.result)
    const file = folder.exported(jobId)
    if (!result.success || result.data.path !== null || !(await isThere(file))) throw notFound(address)
    return { kind: 'file', path: file, contentType: MEDIA_TYPE, downloadName: result.data.fileName }
  }

  return async (address: string): Promise<MediaContent> => {
    const url = new URL(address, 'http://earshot.invalid/')
    const [root, id, what, ...rest] = partsOf(url) ?? []
    if (id === undefined || rest.length > 0) throw notFound(address)
    if (root === 'exports' && what === undefined) return exported(id, address)
    if (root === 'reports' && what === undefined) {
      const report = await store.reports.get(id)
      if (!report) throw notFound(address)
      return {
        kind: 'file',
        path: folder.report(id),
        contentType: 'application/pdf',
        downloadName: report.fileName
      }
    }
    const recording = root === 'media' && what !== undefined ? await store.recordings.get(id) : undefined
    if (!recording || what === undefined) throw notFound(address)
    return ofRecording(recording, what, url.searchParams, address)
  }
}
