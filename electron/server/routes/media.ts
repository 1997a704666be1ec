import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Core, MediaContent } from '../../core/core.ts'
import { answerMedia } from '../../core/media/answer.ts'
import { REPORT_HEADERS } from '../security.ts'

const answer = async (
  content: MediaContent,
  request: FastifyRequest<{ Querystring: { download?: string } }>,
  reply: FastifyReply
): Promise<FastifyReply> => {
  const { status, headers, body } = await answerMedia(content, {
    method: request.method,
    isDownload: request.query.download !== undefined,
    header: name => {
      const value = request.headers[name]
      return typeof value === 'string' ? value : null
    }
  })
  reply.code(status).headers(headers)
  return body === null ? reply.send() : reply.send(body)
}

/** Sound, pictures' data and reports: GET and HEAD, with Range. */
export const mediaRoutes = (app: FastifyInstance, core: Core): void => {
  app.route<{ Querystring: { download?: string } }>({
    method: ['GET', 'HEAD'],
    url: '/media/*',
    handler: async (request, reply) => answer(await core.media(request.url.slice(1)), request, reply)
  })
  app.route<{ Params: { jobId: string }; Querystring: { download?: string } }>({
    method: ['GET', 'HEAD'],
    url: '/exports/:jobId',
    handler: async (request, reply) =>
      answer(await core.media(`exports/${encodeURIComponent(request.params.jobId)}`), request, reply)
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
