import http from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

/** One HTTP request with exactly these headers (fetch would not let a test set Host or Origin). */
export const ask = (
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {}
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options
    const request = http.request(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      response => {
        buffer(response).then(
          content => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: content }),
          reject
        )
      }
    )
    request.on('error', reject)
    request.end(body)
  })
