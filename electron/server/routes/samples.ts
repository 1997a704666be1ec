import type { FastifyInstance } from 'fastify'
import { MAX_BLOCK_BYTES } from '../../contract/recorder.ts'
import type { Core } from '../../core/core.ts'

/** Samples of a microphone: POST /takes/<id>?firstFrame=N and /live/<machineId>?…, answered in JSON. */
export const sampleRoutes = (app: FastifyInstance, core: Core): void => {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    for (const url of ['/takes/:id', '/live/:id']) {
      scope.post(url, { bodyLimit: MAX_BLOCK_BYTES }, async (request, reply) => {
        const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array()
        const answer = await core.receiveBytes(request.url.slice(1), bytes)
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
      })
    }
    done()
  })
}
