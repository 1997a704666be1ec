import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../contract/errors.ts'
import { idSchema } from '../../contract/common.ts'
import type { Core } from '../../core/core.ts'

const pathSchema = z.string().min(1).max(4096)

/**
 * One file a request, its bytes as they are: POST /uploads/<id>?path=<relative path>. Streamed to the core, so
 * neither the size of a file nor their number costs memory.
 */
export const uploadRoutes = (app: FastifyInstance, core: Core): void => {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    // The body stays unread here: the core reads the stream.
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
    scope.post<{ Params: { uploadId: string }; Querystring: { path?: string } }>(
      '/uploads/:uploadId',
      { bodyLimit: Number.MAX_SAFE_INTEGER },
      async (request, reply) => {
        const uploadId = idSchema.safeParse(request.params.uploadId)
        const relativePath = pathSchema.safeParse(request.query.path)
        if (!uploadId.success || !relativePath.success) {
          throw new AppError('invalid', 'An upload needs an id and the path of the file')
        }
        await core.receiveUpload(uploadId.data, relativePath.data, request.raw)
        return reply.code(204).send()
      }
    )
    done()
  })
}
