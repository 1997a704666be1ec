import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A site that is not Earshot's, on this computer, and what reaches it. */
export interface Site {
  readonly address: string
  /** Paths that were asked for since the last call of `forget`. */
  readonly reached: readonly string[]
  forget(): void
  close(): Promise<void>
}

/** Opens a site that would answer anybody. */
export const openSite = async (): Promise<Site> => {
  let reached: string[] = []
  const server = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('<h1>elsewhere</h1>')
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get reached() {
      return reached
    },
    forget: () => {
      reached = []
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
      })
  }
}
