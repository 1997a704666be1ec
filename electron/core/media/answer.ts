import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { AppError } from '../../contract/index.ts'
import type { MediaContent } from '../core.ts'
import { rangeResponse } from './range.ts'

/** An address names a recording or a report, whose bytes never change. */
const CACHE_CONTROL = 'private, max-age=31536000, immutable'

/** A request as any door has it. */
export interface MediaRequest {
  readonly method: string
  /** True where the address asks for a file to save rather than to show. */
  readonly isDownload: boolean
  /** A header by its lower-case name; null where there is none. */
  header(name: 'range' | 'if-range' | 'if-none-match'): string | null
}

/** An answer for any door to send; the body is a stream that reads as it is read, or null for none. */
export interface MediaAnswer {
  readonly status: 200 | 206 | 304 | 416
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable | null
}

interface Source {
  readonly sizeBytes: number
  readonly etag: string
  read(start: number, end: number): Readable
}

const sha1 = (data: string | Uint8Array): string => createHash('sha1').update(data).digest('base64url')

const fileSource = async (file: string): Promise<Source> => {
  const facts = await stat(file).catch((cause: unknown) => {
    throw new AppError(
      'not-found',
      `The file ${path.basename(file)} is not in the data folder any more`,
      {},
      { cause }
    )
  })
  return {
    sizeBytes: facts.size,
    etag: `"${sha1(`${path.basename(file)} ${facts.size} ${facts.mtimeMs}`)}"`,
    read: (start, end) => createReadStream(file, { start, end })
  }
}

const bytesSource = (bytes: Uint8Array): Source => ({
  sizeBytes: bytes.byteLength,
  etag: `"${sha1(bytes)}"`,
  read: (start, end) => Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start + 1)])
})

/** inline shows it, attachment saves it, with a name that any system keeps (RFC 6266, RFC 8187). */
const disposition = (kind: 'inline' | 'attachment', name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/gu, mark => `%${mark.charCodeAt(0).toString(16)}`)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** A changed file makes If-Range fail, and the whole of it is sent (RFC 9110, 13.1.5). */
const rangeHeader = (request: MediaRequest, etag: string): string | null => {
  const ifRange = request.header('if-range')
  return ifRange === null || ifRange === etag ? request.header('range') : null
}

/** The answer to GET and HEAD of a media address, with Range. @throws AppError not-found */
export const answerMedia = async (content: MediaContent, request: MediaRequest): Promise<MediaAnswer> => {
  const source = content.kind === 'file' ? await fileSource(content.path) : bytesSource(content.bytes)
  const cached = { etag: source.etag, 'cache-control': CACHE_CONTROL }
  if (request.header('if-none-match')?.split(/,\s*/u).includes(source.etag)) {
    return { status: 304, headers: cached, body: null }
  }
  const range = rangeResponse({
    sizeBytes: source.sizeBytes,
    rangeHeader: rangeHeader(request, source.etag),
    method: request.method
  })
  const kind = request.isDownload ? 'attachment' : 'inline'
  const hasName = content.kind === 'file' && content.downloadName !== undefined
  const hasBody = request.method !== 'HEAD' && range.end >= range.start
  return {
    status: range.status,
    headers: {
      ...cached,
      ...(hasName && { 'content-disposition': disposition(kind, content.downloadName ?? '') }),
      ...range.headers,
      'content-type': content.contentType
    },
    body: hasBody ? source.read(range.start, range.end) : null
  }
}
