import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { notBuiltPage } from '../pages.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8'
}

/** The file below the folder that an address means, or undefined where it leads out of the folder. */
const fileFor = (root: string, address: string): string | undefined => {
  if (address.includes('\0')) return undefined
  const file = path.join(root, address)
  return file === root || file.startsWith(root + path.sep) ? file : undefined
}

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    facts => facts.isFile(),
    () => false
  )

const send = (
  file: string,
  isHashed: boolean,
  request: FastifyRequest,
  reply: FastifyReply
): FastifyReply => {
  reply
    .type(CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream')
    .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  return request.method === 'HEAD' ? reply.send() : reply.send(createReadStream(file))
}

/** The interface's bundle; addresses of its pages (machines/…) all lead to index.html. */
export const rendererRoutes = (app: FastifyInstance, root: string): void => {
  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: async (request, reply) => {
      const address = request.params['*']
      const file = fileFor(root, address)
      if (address !== '' && file !== undefined && (await isFile(file))) {
        return send(file, address.startsWith('assets/'), request, reply)
      }
      const isPage = path.extname(address) === '' || (request.headers.accept ?? '').includes('text/html')
      if (!isPage) return reply.code(404).type('text/plain; charset=utf-8').send('Not found')
      const index = path.join(root, 'index.html')
      if (await isFile(index)) return send(index, false, request, reply)
      return reply.code(503).type('text/html; charset=utf-8').send(notBuiltPage())
    }
  })
}
