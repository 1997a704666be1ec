import type { EventName, EventPayload, Input, MethodName, Output } from '../../../electron/contract/index.ts'
import type { AnswerText, DesktopBridge } from '../../../electron/contract/desktop-bridge.ts'
import { errorSchema } from '../../../electron/contract/error-schema.ts'
import { AppError, fromErrorBody } from '../../../electron/contract/errors.ts'
import { mediaUrl } from '../../../electron/contract/media.ts'
import type { RemoteClient } from './remote-client.ts'

/** Part of a file without a path that is sent at a time. */
const PART_BYTES = 1024 * 1024

/** What an answer of the bridge says. @throws AppError that it carries */
export const answered = (text: AnswerText): unknown => {
  const { value, error } = JSON.parse(text) as { value?: unknown; error?: unknown }
  if (error === undefined) return value
  const body = errorSchema.safeParse(error)
  throw body.success ? fromErrorBody(body.data) : new AppError('internal', 'Earshot failed without a reason.')
}

/** The contract over the desktop's bridge; `baseUri` is the address of the page. */
export const createIpcClient = (bridge: DesktopBridge, baseUri: string): RemoteClient => {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  bridge.on((name, payloadText) => {
    const heard = listeners.get(name as EventName)
    if (heard === undefined) return
    const payload = JSON.parse(payloadText) as never
    for (const listener of heard) listener(payload)
  })

  const call = async <N extends MethodName>(name: N, input: Input<N>): Promise<Output<N>> =>
    // The host has checked its answer against the contract before it sent it.
    answered(await bridge.call(name, JSON.stringify(input))) as Output<N>

  const on = <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): (() => void) => {
    const set = listeners.get(name) ?? new Set()
    listeners.set(name, set)
    set.add(listener)
    return () => void set.delete(listener)
  }

  const upload: RemoteClient['upload'] = async (uploadId, relativePath, file, signal, onProgress) => {
    const transfer = crypto.randomUUID()
    const send = async (step: 'part' | 'end' | 'abort', bytes: Uint8Array): Promise<void> => {
      const address = `${mediaUrl.upload(uploadId, relativePath)}&transfer=${transfer}&step=${step}`
      answered(await bridge.send(address, bytes))
    }
    const nothing = new Uint8Array(0)
    try {
      for (let at = 0; at < file.size; at += PART_BYTES) {
        if (signal.aborted) throw new AppError('cancelled', 'Cancelled')
        const part = await file.slice(at, at + PART_BYTES).arrayBuffer()
        await send('part', new Uint8Array(part))
        onProgress(Math.min(file.size, at + PART_BYTES))
      }
      if (signal.aborted) throw new AppError('cancelled', 'Cancelled')
      await send('end', nothing)
    } catch (error) {
      await send('abort', nothing)
      throw error
    }
  }

  return {
    call,
    on,
    upload,
    send: async (path, bytes) => answered(await bridge.send(path, bytes)),
    // The host lives in the process that holds this window: it cannot be lost while there is a page.
    onConnection: listener => {
      listener('open')
      return () => undefined
    },
    reconnect: () => undefined,
    address: path => new URL(path, baseUri).href
  }
}
