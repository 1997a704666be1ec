import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { AppError } from '../../contract/errors.ts'
import { contentSecurityPolicy } from '../../core/content-security-policy.ts'
import type { Core } from '../../core/core.ts'
import { rendererFile } from '../../core/host/renderer-files.ts'
import { answerMedia } from '../../core/media/answer.ts'
import type { MediaRequest } from '../../core/media/answer.ts'
import type { Log } from '../log.ts'
import { isOwnAddress } from '../security/origin.ts'

/** What is served, and whom it is told. */
export interface PageHost {
  readonly core: Pick<Core, 'media'>
  /** Folder of the built interface. */
  readonly rendererDir: string
  readonly log: Log
}

/** An answer whose body is read as the page reads it. */
export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable | null
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
}

const MEDIA = /^\/(?:media|reports)\//u

const plain = (status: number, text: string): PageAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: Readable.from([Buffer.from(text)])
})

/** A path of an address with its escapes undone; null where they are malformed. */
const decoded = (pathname: string): string | null => {
  try {
    return decodeURIComponent(pathname)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

const answerFile = async (rendererDir: string, url: URL): Promise<PageAnswer> => {
  const pathname = decoded(url.pathname)
  const address = pathname === '/' ? 'index.html' : pathname?.slice(1)
  const file = address === undefined ? null : await rendererFile(rendererDir, address)
  if (file === null) return plain(404, 'Not found')
  return { status: 200, headers: file.headers, body: createReadStream(file.path) }
}

const answerMediaAddress = async (
  { core, log }: PageHost,
  url: URL,
  request: Pick<MediaRequest, 'method' | 'header'>
): Promise<PageAnswer> => {
  try {
    const content = await core.media(`${url.pathname.slice(1)}${url.search}`)
    return await answerMedia(content, { ...request, isDownload: url.searchParams.has('download') })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code !== 'not-found') log('warn', 'media could not be served', error)
    return plain(error.code === 'not-found' ? 404 : 500, error.message)
  }
}

/** Answers an address of the application's own origin: the interface's files, sound and reports. Reads only. */
export const answerPage = async (
  host: PageHost,
  address: string,
  request: Pick<MediaRequest, 'method' | 'header'>
): Promise<PageAnswer> => {
  const answer = async (): Promise<PageAnswer> => {
    if (!isOwnAddress(address)) return plain(404, 'Not found')
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and HEAD')
    const url = new URL(address)
    return MEDIA.test(url.pathname)
      ? answerMediaAddress(host, url, request)
      : answerFile(host.rendererDir, url)
  }
  const { status, headers, body } = await answer()
  if (request.method === 'HEAD') body?.destroy()
  return {
    status,
    headers: { ...headers, ...SECURITY_HEADERS },
    body: request.method === 'HEAD' ? null : body
  }
}
