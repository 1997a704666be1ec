import type {
  Client,
  EventName,
  EventPayload,
  Input,
  MethodName,
  Output
} from '../../electron/contract/index.ts'

type Answers = { readonly [N in MethodName]?: (input: Input<N>) => Output<N> | Promise<Output<N>> }

export interface FakeClient extends Client {
  /** Every call in order, with its input. */
  readonly calls: { readonly name: MethodName; readonly input: unknown }[]
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void
}

/** A client that answers by the given functions; a call without one fails the test. */
export const createFakeClient = (answers: Answers): FakeClient => {
  const calls: FakeClient['calls'] = []
  const listeners = new Map<string, Set<(payload: never) => void>>()
  return {
    calls,
    call: async (name, input) => {
      calls.push({ name, input })
      const answer = answers[name]
      if (answer === undefined) throw new Error(`No answer for ${name}`)
      return answer(input)
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) listener(payload as never)
    }
  }
}
