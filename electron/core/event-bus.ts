import { EventEmitter } from 'node:events'
import type { EventName, EventPayload } from '../contract/index.ts'

/** Tells listeners what changed; a listener that throws is reported and does not stop the others. */
export interface EventBus {
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
  onAny(listener: (name: EventName, payload: unknown) => void): () => void
}

const ANY = Symbol('any')

/** An event bus; `onError` gets what listeners throw. */
export const createEventBus = (onError: (error: unknown) => void): EventBus => {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const guarded =
    <A extends unknown[]>(listener: (...parts: A) => void) =>
    (...parts: A): void => {
      try {
        listener(...parts)
      } catch (error) {
        onError(error)
      }
    }
  return {
    emit: (name, payload) => {
      emitter.emit(name, payload)
      emitter.emit(ANY, name, payload)
    },
    on: (name, listener) => {
      const wrapped = guarded(listener)
      emitter.on(name, wrapped)
      return () => void emitter.off(name, wrapped)
    },
    onAny: listener => {
      const wrapped = guarded(listener)
      emitter.on(ANY, wrapped)
      return () => void emitter.off(ANY, wrapped)
    }
  }
}
