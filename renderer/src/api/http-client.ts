import type { Input, MethodName, Output } from '../../../electron/contract/index.ts'
import { AppError, fromErrorBody } from '../../../electron/contract/errors.ts'
import { errorSchema } from '../../../electron/contract/error-schema.ts'
import { mediaUrl } from '../../../electron/contract/media.ts'
import { createEventSocket } from './event-socket.ts'
import type { RemoteClient } from './remote-client.ts'

const asError = (status: number, body: unknown): AppError => {
  const parsed = errorSchema.safeParse((body as { error?: unknown } | null)?.error)
  if (parsed.success) return fromErrorBody(parsed.data)
  if (status === 401 || status === 403)
    return new AppError('unauthorised', 'This address is not signed in to Earshot any more.')
  return new AppError('internal', `Earshot answered ${status} without a reason.`, { status })
}

const offline = (cause: unknown): AppError =>
  new AppError('internal', 'Earshot does not answer.', { isOffline: true }, { cause })

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError(
      'internal',
      `Earshot answered ${response.status} in a form that cannot be read.`,
      {},
      {
        cause
      }
    )
  }
}

/** The contract over HTTP and WebSocket; `baseUri` is the address of the page. */
export const createHttpClient = (baseUri: string): RemoteClient => {
  const address = (path: string): string => new URL(path, baseUri).href
  const socket = createEventSocket(address('events').replace(/^http/, 'ws'))

  const call = async <N extends MethodName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const response = await fetch(address(`api/${name}`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(input)
    }).catch((cause: unknown) => {
      throw offline(cause)
    })
    const body = await readJson(response)
    if (!response.ok) throw asError(response.status, body)
    // The host has checked its answer against the contract before it sent it.
    return body as Output<N>
  }

  const send: RemoteClient['send'] = async (path, bytes) => {
    const response = await fetch(address(path), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      credentials: 'same-origin',
      body: bytes
    }).catch((cause: unknown) => {
      throw offline(cause)
    })
    const body = await readJson(response)
    if (!response.ok) throw asError(response.status, body)
    return body
  }

  /** XMLHttpRequest, since fetch reports no upload progress. */
  const upload: RemoteClient['upload'] = (uploadId, relativePath, file, signal, onProgress) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      const abort = (): void => request.abort()
      const end = (): void => signal.removeEventListener('abort', abort)
      request.upload.onprogress = progress => onProgress(progress.loaded)
      request.onerror = () => {
        end()
        reject(offline(undefined))
      }
      request.onabort = () => {
        end()
        reject(new AppError('cancelled', 'Cancelled'))
      }
      request.onload = () => {
        end()
        if (request.status < 300) return resolve()
        let body: unknown = null
        try {
          body = JSON.parse(request.responseText)
        } catch (cause) {
          return reject(new AppError('internal', `Earshot answered ${request.status}.`, {}, { cause }))
        }
        reject(asError(request.status, body))
      }
      if (signal.aborted) return reject(new AppError('cancelled', 'Cancelled'))
      signal.addEventListener('abort', abort)
      request.open('POST', address(mediaUrl.upload(uploadId, relativePath)))
      request.send(file)
    })

  return {
    call,
    on: socket.on,
    onConnection: socket.onConnection,
    reconnect: socket.reconnect,
    upload,
    send,
    address
  }
}
