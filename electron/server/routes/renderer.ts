import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { rendererFile } from '../../core/host/renderer-files.ts'
import type { RendererFile } from '../../core/host/renderer-files.ts'
import { notBuiltPage } from '../pages.ts'

const send = (file: RendererFile, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  reply.headers(file.headers)
  return request.method === 'HEAD' ? reply.send() : reply.send(createReadStream(file.path))
}

/** The interface's bundle; addresses of its pages (machines/…) all lead to index.html. */
export const rendererRoutes = (app: FastifyInstance, root: string): void => {
  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: async (request, reply) => {
      const address = request.params['*']
      const file = await rendererFile(root, address)
      if (file !== null) return send(file, request, reply)
      const isPage = path.extname(address) === '' || (request.headers.accept ?? '').includes('text/html')
      if (!isPage) return reply.code(404).type('text/plain; charset=utf-8').send('Not found')
      const index = await rendererFile(root, 'index.html')
      if (index !== null) return send(index, request, reply)
      return reply.code(503).type('text/html; charset=utf-8').send(notBuiltPage())
    }
  })
}
