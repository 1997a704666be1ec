import type { FastifyInstance } from 'fastify'
import type { Core } from '../../core/core.ts'

/** A listener that does not read is let go rather than kept in memory; it connects again by itself. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024
const PING_MS = 30_000

/** Every event of the core, as { name, payload }, to each open socket. */
export const eventRoutes = (app: FastifyInstance, core: Core): void => {
  app.get('/events', { websocket: true }, socket => {
    const end = core.onAny((name, payload) => {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate()
      else socket.send(JSON.stringify({ name, payload }))
    })
    const ping = setInterval(() => socket.ping(), PING_MS).unref()
    socket.on('close', () => {
      clearInterval(ping)
      end()
    })
    // A broken connection is followed by its close.
    socket.on('error', () => socket.terminate())
  })
}
