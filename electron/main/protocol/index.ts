import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Session } from 'electron'
import { APP_SCHEME } from '../security/origin.ts'
import { answerPage } from './answer.ts'
import type { PageAnswer, PageHost } from './answer.ts'

/** An answer as Electron takes it. */
export const asResponse = ({ status, headers, body }: PageAnswer): Response => {
  const stream: ReadableStream | null = body === null ? null : Readable.toWeb(body)
  // Node's and the page's type of the same stream.
  return new Response(stream as BodyInit | null, { status, headers })
}

/** Serves the application's own scheme in a session. */
export const servePages = (session: Session, host: PageHost): void =>
  session.protocol.handle(APP_SCHEME, async request => {
    const { method, url, headers } = request
    try {
      return asResponse(await answerPage(host, url, { method, header: name => headers.get(name) }))
    } catch (error) {
      host.log('error', 'an address could not be answered', error)
      return new Response(null, { status: 500 })
    }
  })
