import { stat } from 'node:fs/promises'
import path from 'node:path'

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

/** A file of the interface's bundle and the headers that belong to it. */
export interface RendererFile {
  readonly path: string
  readonly headers: Readonly<Record<'content-type' | 'cache-control', string>>
}

/** The file below the folder that an address means, or undefined where it leads out of the folder. */
const fileFor = (root: string, address: string): string | undefined => {
  if (address.includes('\0')) return undefined
  const file = path.join(root, address)
  return file.startsWith(root + path.sep) ? file : undefined
}

/** The file of the bundle at a decoded address such as `assets/index.js`; null where there is none. */
export const rendererFile = async (root: string, address: string): Promise<RendererFile | null> => {
  const file = fileFor(root, address)
  const facts = file === undefined ? undefined : await stat(file).catch(() => undefined)
  if (file === undefined || facts?.isFile() !== true) return null
  return {
    path: file,
    headers: {
      'content-type': CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream',
      // Their names carry a hash of their content.
      'cache-control': address.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    }
  }
}
