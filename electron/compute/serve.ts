import type { TaskContext, TaskInput, TaskName, TaskResult, ToCompute } from '../contract/compute.ts'
import { toErrorBody } from '../contract/errors.ts'
import type { ErrorBody } from '../contract/errors.ts'
import { engineLossIn, onEngineOpened } from '../ml/engine/in-use.ts'
import { setEngineWish } from '../ml/engine/wish.ts'
import { itemBatch } from './item-batch.ts'
import type { HostPort } from './port.ts'

export type TaskRunner<N extends TaskName> = (
  input: TaskInput<N>,
  context: TaskContext<N>
) => Promise<TaskResult<N>>

/** Finds a task's code when it is first wanted: a process loads only what its task needs. */
export type TaskRegistry = { readonly [N in TaskName]: () => Promise<TaskRunner<N>> }

const MESSAGE_EVERY_MS = 50

const cancelled: ErrorBody = { code: 'cancelled', message: 'Cancelled' }

/** Progress at most every 50 ms, the last word always. */
const throttledProgress = (
  send: (fraction: number, message: string) => void
): ((fraction: number, message: string) => void) => {
  let sentAt = -Infinity
  return (fraction, message) => {
    const at = performance.now()
    if (at - sentAt < MESSAGE_EVERY_MS && fraction < 1) return
    sentAt = at
    send(Math.min(1, Math.max(0, fraction)), message)
  }
}

/** Runs the tasks that the host asks for until it has gone; several may run at the same time. */
export const serve = (port: HostPort, registry: TaskRegistry, exit: () => void): void => {
  const running = new Map<number, AbortController>()

  const run = async (taskId: number, name: TaskName, input: unknown, signal: AbortSignal): Promise<void> => {
    const batch = itemBatch(MESSAGE_EVERY_MS, items => port.send({ kind: 'items', taskId, items }))
    const context: TaskContext<TaskName> = {
      signal,
      report: throttledProgress((fraction, message) =>
        port.send({ kind: 'progress', taskId, fraction, message })
      ),
      emit: item => batch.add(item)
    }
    try {
      // Name and input come from one typed call of the host, so they belong together.
      const runner = (await registry[name]()) as TaskRunner<TaskName>
      signal.throwIfAborted()
      const result = await runner(input as TaskInput<TaskName>, context)
      batch.flush()
      port.send({ kind: 'done', taskId, result })
    } catch (error) {
      batch.flush()
      const body = signal.aborted ? cancelled : toErrorBody(engineLossIn(error) ?? error)
      const stack = error instanceof Error ? { stack: describe(error) } : { stack: String(error) }
      port.send({ kind: 'failed', taskId, error: body, ...(body.code === 'internal' ? stack : {}) })
    } finally {
      running.delete(taskId)
    }
  }

  const receive = (message: ToCompute): void => {
    if (message.kind === 'cancel') {
      running.get(message.taskId)?.abort()
      return
    }
    if (message.engines !== undefined) setEngineWish(message.engines)
    const controller = new AbortController()
    running.set(message.taskId, controller)
    void run(message.taskId, message.name, message.input, controller.signal)
  }

  onEngineOpened(({ engine: { id, threads }, messages }) =>
    port.send({ kind: 'engine', engine: { id, threads }, messages })
  )
  port.onMessage(receive)
  port.onGone(exit)
  port.send({ kind: 'ready' })
}

/** Stack of an error and of what caused it, for the log. */
const describe = (error: Error): string => {
  const own = error.stack ?? `${error.name}: ${error.message}`
  return error.cause instanceof Error ? `${own}\ncaused by ${describe(error.cause)}` : own
}
