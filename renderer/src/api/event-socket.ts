import { z } from 'zod'
import type { EventName, EventPayload } from '../../../electron/contract/index.ts'
import type { ConnectionState } from './remote-client.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8000

const messageSchema = z.object({ name: z.string(), payload: z.unknown() })

type Listener = (payload: never) => void

export interface EventSocket {
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
  onConnection(listener: (state: ConnectionState) => void): () => void
  reconnect(): void
}

/** Events over a WebSocket that connects again by itself, with growing pauses. */
export const createEventSocket = (
  url: string,
  open: (url: string) => WebSocket = address => new WebSocket(address)
): EventSocket => {
  const listeners = new Map<string, Set<Listener>>()
  const watchers = new Set<(state: ConnectionState) => void>()
  let state: ConnectionState = 'connecting'
  let pauseMs = FIRST_PAUSE_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: WebSocket | undefined

  const become = (next: ConnectionState): void => {
    if (next === state) return
    state = next
    for (const watcher of watchers) watcher(state)
  }

  const connect = (): void => {
    clearTimeout(timer)
    const socket = open(url)
    current = socket
    socket.onopen = () => {
      pauseMs = FIRST_PAUSE_MS
      become('open')
    }
    socket.onmessage = message => {
      const { name, payload } = messageSchema.parse(JSON.parse(String(message.data)))
      for (const listener of listeners.get(name) ?? []) listener(payload as never)
    }
    socket.onclose = () => {
      if (socket !== current) return
      become('lost')
      timer = setTimeout(connect, pauseMs)
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
  }
  connect()

  return {
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set<Listener>()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    onConnection: watcher => {
      watchers.add(watcher)
      watcher(state)
      return () => watchers.delete(watcher)
    },
    reconnect: () => {
      if (state === 'open') return
      pauseMs = FIRST_PAUSE_MS
      connect()
    }
  }
}
