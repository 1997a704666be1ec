import type { AddressInfo, Socket } from 'node:net'
import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastify from 'fastify'
import { AppError, toErrorBody } from '../contract/errors.ts'
import type { Core, CoreOptions } from '../core/core.ts'
import { httpStatus } from './http-status.ts'
import { continuePage, deadTokenPage, signInPage } from './pages.ts'
import { apiRoutes } from './routes/api.ts'
import { eventRoutes } from './routes/events.ts'
import { mediaRoutes } from './routes/media.ts'
import { rendererRoutes } from './routes/renderer.ts'
import { sampleRoutes } from './routes/samples.ts'
import { uploadRoutes } from './routes/uploads.ts'
import { isTrusted, securityHeaders } from './security.ts'
import type { Sessions } from './session.ts'
import { createSessions } from './session.ts'

const HOST = '127.0.0.1'
const CLOSE_MS = 1000

export interface ServerOptions {
  readonly core: Core
  readonly rendererDir: string
  /** The port to try first; another is taken where it is in use. */
  readonly port: number
  readonly log: CoreOptions['log']
}

export interface RunningServer {
  readonly port: number
  readonly token: string
  /** What a person opens, once. */
  readonly address: string
  close(): Promise<void>
}

const wantsHtml = (request: FastifyRequest): boolean =>
  request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')

const sendError = (error: unknown, reply: FastifyReply, log: CoreOptions['log']): FastifyReply => {
  const fastifyStatus = (error as { statusCode?: unknown }).statusCode
  const isBadRequest =
    typeof fastifyStatus === 'number' && fastifyStatus < 500 && !(error instanceof AppError)
  const known = isBadRequest ? new AppError('invalid', (error as Error).message) : error
  const body = toErrorBody(known)
  if (body.code === 'internal') log('error', 'request failed', error)
  return reply
    .code(isBadRequest ? fastifyStatus : httpStatus(body.code))
    .headers({ 'cache-control': 'no-store' })
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: body }))
}

/** Exchanges the token of the printed address; the strict cookie follows to the page behind it. */
const signIn = (
  sessions: Sessions,
  token: string,
  port: number,
  request: FastifyRequest,
  reply: FastifyReply
): FastifyReply => {
  const html = 'text/html; charset=utf-8'
  if (sessions.isValid(request.headers.cookie, port)) return reply.redirect('/', 303)
  const cookie = sessions.exchange(token, port)
  if (cookie === undefined) return reply.code(401).type(html).send(deadTokenPage())
  reply.header('set-cookie', cookie)
  const isFromElsewhere = request.headers['sec-fetch-site'] === 'cross-site'
  return isFromElsewhere ? reply.type(html).send(continuePage()) : reply.redirect('/', 303)
}

const refuse = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (wantsHtml(request)) return reply.code(401).type('text/html; charset=utf-8').send(signInPage())
  const error = { code: 'unauthorised', message: 'Open the address that Earshot printed when it started.' }
  return reply.code(401).send({ error })
}

/** A refused WebSocket handshake leaves its connection to nobody: it ends with the answer. */
const endWithAnswer = (request: FastifyRequest, reply: FastifyReply): void => {
  if (request.headers.upgrade === undefined) return
  reply.header('connection', 'close')
  reply.raw.once('finish', () => request.raw.socket.destroySoon())
}

/** Host and origin, then the session, before any route is reached: WebSocket handshakes included. */
const guard = (app: FastifyInstance, sessions: Sessions, portOf: () => number): void => {
  app.addHook('onRequest', async (request, reply) => {
    const port = portOf()
    reply.headers(securityHeaders(port))
    if (!isTrusted(request.headers, port)) {
      endWithAnswer(request, reply)
      const error = { code: 'unauthorised', message: `Earshot answers at http://${HOST}:${port}/ only.` }
      return reply.code(403).send({ error })
    }
    const { token } = request.query as { token?: unknown }
    if (typeof token === 'string' && request.method === 'GET' && request.url.startsWith('/?')) {
      return signIn(sessions, token, port, request, reply)
    }
    if (sessions.isValid(request.headers.cookie, port)) return undefined
    endWithAnswer(request, reply)
    return refuse(request, reply)
  })
}

const listen = async (app: FastifyInstance, port: number): Promise<void> => {
  try {
    await app.listen({ host: HOST, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port === 0) throw error
    await app.listen({ host: HOST, port: 0 })
  }
}

/** Closes politely, and after a while whatever connection is still open (an upgraded one is not the server's). */
const closer = (app: FastifyInstance): (() => Promise<void>) => {
  const sockets = new Set<Socket>()
  app.server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return async () => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, CLOSE_MS)
    try {
      await app.close()
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Serves a core over HTTP and WebSocket, on this computer only. */
export const startServer = async ({
  core,
  rendererDir,
  port,
  log
}: ServerOptions): Promise<RunningServer> => {
  const app = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 5000 } })
  const sessions = createSessions()
  const portOf = (): number => (app.server.address() as AddressInfo).port
  guard(app, sessions, portOf)
  app.setErrorHandler((error, _request, reply) => sendError(error, reply, log))
  app.setNotFoundHandler((_request, reply) =>
    sendError(new AppError('not-found', 'There is nothing at this address'), reply, log)
  )
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } })
  app.register((scope, _options, done) => {
    apiRoutes(scope, core)
    eventRoutes(scope, core)
    mediaRoutes(scope, core)
    uploadRoutes(scope, core)
    sampleRoutes(scope, core)
    rendererRoutes(scope, rendererDir)
    done()
  })
  const close = closer(app)
  await listen(app, port)
  return {
    port: portOf(),
    token: sessions.token,
    address: `http://${HOST}:${portOf()}/?token=${sessions.token}`,
    close
  }
}
