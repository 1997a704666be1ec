import type { EventName, EventPayload, Input, MethodName, Output } from './calls.ts'

/** The typed door to the core, the same over HTTP, IPC and in-process. */
export interface Client {
  /** @throws AppError with the code that the core answered */
  call<N extends MethodName>(name: N, input: Input<N>): Promise<Output<N>>
  /** Calls back on every event of this name; the returned function ends it. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}
