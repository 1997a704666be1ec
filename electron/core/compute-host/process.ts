import type { EngineId, EngineInUse, EngineWish } from '../../contract/engines.ts'
import type { FromCompute, RunOptions, TaskInput, TaskName, TaskResult } from '../../contract/compute.ts'
import { AppError, fromErrorBody } from '../../contract/errors.ts'
import type { ChildExit, ComputeChild } from './child.ts'

export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: unknown) => void

/** One compute process and the tasks that run in it. */
export interface ComputeProcess {
  run<N extends TaskName>(
    name: N,
    input: TaskInput<N>,
    options: RunOptions<N>,
    engines?: EngineWish
  ): Promise<TaskResult<N>>
  readonly runningTasks: number
  /** True from its end on; a new one must be started then. */
  readonly isGone: boolean
  /** Kills it and resolves when it has ended. */
  stop(): Promise<void>
}

interface Pending {
  readonly name: TaskName
  readonly options: RunOptions<TaskName>
  resolve(result: unknown): void
  reject(error: unknown): void
}

const OUTPUT_KEPT = 4000

/** A sentence on how a process ended, for a person. */
const endedHow = ({ code, signal }: ChildExit, output: string): string => {
  if (output.includes('heap out of memory') || output.includes('ENOMEM')) return 'it ran out of memory'
  if (signal === 'SIGKILL') return 'it was ended from outside, perhaps for want of memory'
  if (signal !== null) return `it crashed with ${signal}`
  if (code === null) return 'it could not be started'
  return `it ended with exit code ${code}`
}

const cancelledError = (): AppError => new AppError('cancelled', 'Cancelled')

export interface ProcessOptions {
  /** From a cancel to the kill, milliseconds. */
  readonly graceMs: number
  readonly log: Log
  /** The one engine that the process is there for; by default it chooses. */
  readonly engine?: EngineId | undefined
}

/** Takes charge of a started process: sends it tasks, hands on what it answers, ends it when it hangs. */
export const computeProcess = (
  child: ComputeChild,
  { graceMs, log, engine: onlyEngine }: ProcessOptions
): ComputeProcess => {
  const pending = new Map<number, Pending>()
  const ready = Promise.withResolvers<undefined>()
  const gone = Promise.withResolvers<undefined>()
  let isGone = false
  let isStopping = false
  let engine = onlyEngine
  let opened: EngineInUse | undefined
  let lastTaskId = 0
  let output = ''

  // Nobody may be waiting for it when the process ends before its first task.
  ready.promise.catch(() => undefined)

  const settle = (taskId: number, finish: (task: Pending) => void): void => {
    const task = pending.get(taskId)
    if (task === undefined) return
    pending.delete(taskId)
    finish(task)
  }

  /** A listener that throws fails its task, not the host. */
  const handOn = (taskId: number, items: readonly unknown[]): void => {
    const onItem = pending.get(taskId)?.options.onItem as ((item: unknown) => void) | undefined
    if (onItem === undefined) return
    try {
      for (const item of items) onItem(item)
    } catch (error) {
      child.send({ kind: 'cancel', taskId })
      settle(taskId, task => task.reject(error))
    }
  }

  const receive = (message: FromCompute): void => {
    if (message.kind === 'ready') return ready.resolve(undefined)
    if (message.kind === 'engine') {
      opened = message.engine
      engine = opened.id
      log('info', `A compute process computes with ${engine}`)
      for (const text of message.messages) log('warn', text)
      for (const { options } of pending.values()) options.onEngine?.(opened)
      return
    }
    const { taskId } = message
    if (message.kind === 'progress') {
      return pending.get(taskId)?.options.onProgress?.(message.fraction, message.message)
    }
    if (message.kind === 'items') {
      return handOn(taskId, message.items)
    }
    if (message.kind === 'done') return settle(taskId, task => task.resolve(message.result))
    settle(taskId, task => {
      if (message.stack !== undefined) log('error', `Compute task ${task.name} failed`, message.stack)
      task.reject(fromErrorBody(message.error))
    })
  }

  const lost = (exit: ChildExit, name: TaskName): AppError =>
    new AppError(
      'compute-lost',
      `The compute process was lost: ${isStopping ? 'it was stopped' : endedHow(exit, output)}.`,
      {
        task: name,
        exitCode: exit.code,
        signal: exit.signal,
        // Stopped or killed from outside says nothing of the engine.
        ...(engine !== undefined && !isStopping && exit.signal !== 'SIGKILL' && { engine })
      }
    )

  child.onMessage(receive)
  child.onOutput(text => {
    output = (output + text).slice(-OUTPUT_KEPT)
  })
  child.onExit(exit => {
    isGone = true
    ready.reject(undefined)
    if (!isStopping) log('error', `A compute process ended: ${endedHow(exit, output)}`, { ...exit, output })
    for (const taskId of [...pending.keys()]) {
      settle(taskId, task =>
        task.reject(task.options.signal?.aborted === true ? cancelledError() : lost(exit, task.name))
      )
    }
    gone.resolve(undefined)
  })

  const stop = (): Promise<void> => {
    isStopping = true
    if (!isGone) child.kill()
    return gone.promise
  }

  const run = async <N extends TaskName>(
    name: N,
    input: TaskInput<N>,
    options: RunOptions<N>,
    engines?: EngineWish
  ): Promise<TaskResult<N>> => {
    const taskId = ++lastTaskId
    const answer = Promise.withResolvers<unknown>()
    // It may be settled while the process is still being waited for.
    answer.promise.catch(() => undefined)
    pending.set(taskId, { name, options: options as RunOptions<TaskName>, ...answer })
    let graceTimer: NodeJS.Timeout | undefined
    const cancel = (): void => {
      child.send({ kind: 'cancel', taskId })
      graceTimer = setTimeout(() => {
        log('warn', `Compute task ${name} did not end ${graceMs} ms after it was cancelled; it is killed`)
        void stop()
      }, graceMs)
    }
    options.signal?.addEventListener('abort', cancel, { once: true })
    try {
      // What the process says before it is ready is its end, which settles the answer too.
      await ready.promise.catch(() => undefined)
      if (options.signal?.aborted === true) throw cancelledError()
      if (opened !== undefined) options.onEngine?.(opened)
      if (!isGone) child.send({ kind: 'run', taskId, name, input, ...(engines && { engines }) })
      return (await answer.promise) as TaskResult<N>
    } finally {
      pending.delete(taskId)
      clearTimeout(graceTimer)
      options.signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    run,
    stop,
    get runningTasks() {
      return pending.size
    },
    get isGone() {
      return isGone
    }
  }
}
