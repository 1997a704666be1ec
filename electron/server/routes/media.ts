import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../contract/errors.ts'
import type { Core, MediaContent } from '../../core/core.ts'
import { rangeResponse } from '../../core/media-range.ts'
import { REPORT_HEADERS } from '../security.ts'

/** An address names a recording or a report, whose bytes never change. */
const CACHE_CONTROL = 'private, max-age=31536000, immutable'

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

const header = (request: FastifyRequest, name: 'range' | 'if-range' | 'if-none-match'): string | null => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}

/** A changed file makes If-Range fail, and the whole of it is sent (RFC 9110, 13.1.5). */
const rangeHeader = (request: FastifyRequest, etag: string): string | null => {
  const ifRange = header(request, 'if-range')
  return ifRange === null || ifRange === etag ? header(request, 'range') : null
}

const answer = async (
  content: MediaContent,
  request: FastifyRequest<{ Querystring: { download?: string } }>,
  reply: FastifyReply
): Promise<FastifyReply> => {
  const source = content.kind === 'file' ? await fileSource(content.path) : bytesSource(content.bytes)
  reply.headers({ etag: source.etag, 'cache-control': CACHE_CONTROL })
  if (header(request, 'if-none-match')?.split(/,\s*/u).includes(source.etag)) return reply.code(304).send()
  const range = rangeResponse({
    sizeBytes: source.sizeBytes,
    rangeHeader: rangeHeader(request, source.etag),
    method: request.method
  })
  if (content.kind === 'file' && content.downloadName !== undefined) {
    const kind = request.query.download === undefined ? 'inline' : 'attachment'
    reply.header('content-disposition', disposition(kind, content.downloadName))
  }
  reply.code(range.status).headers(range.headers).type(content.contentType)
  if (request.method === 'HEAD' || range.end < range.start) return reply.send()
  return reply.send(source.read(range.start, range.end))
}

/** Sound, pictures' data and reports: GET and HEAD, with Range. */
export const mediaRoutes = (app: FastifyInstance, core: Core): void => {
  app.route<{ Querystring: { download?: string } }>({
    method: ['GET', 'HEAD'],
    url: '/media/*',
    handler: async (request, reply) => answer(await core.media(request.url.slice(1)), request, reply)
  })
  app.route<{ Params: { reportId: string }; Querystring: { download?: string } }>({
    method: ['GET', 'HEAD'],
    url: '/reports/:reportId',
    handler: async (request, reply) => {
      const content = await core.media(`reports/${encodeURIComponent(request.params.reportId)}`)
      reply.headers(REPORT_HEADERS)
      return answer(content, request, reply)
    }
  })
}
