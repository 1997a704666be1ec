import type { FastifyInstance } from 'fastify'
import type { Core } from '../../core/core.ts'

/** 20,000 ids or 100,000 paths in one call fit. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

/** Every call of the contract: POST /api/<method> with its input as JSON. */
export const apiRoutes = (app: FastifyInstance, core: Core): void => {
  app.post<{ Params: { method: string } }>(
    '/api/:method',
    { bodyLimit: MAX_BODY_BYTES },
    async (request, reply) => {
      const output = await core.dispatch(request.params.method, request.body ?? {})
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(output ?? null))
    }
  )
}
