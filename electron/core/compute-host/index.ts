import type { Compute, RunOptions, TaskInput, TaskName, TaskResult } from '../../contract/compute.ts'
import type { EngineWish } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import { forkNode } from './child.ts'
import type { ComputeChild } from './child.ts'
import { createLostEngines, lossOf } from './lost-engines.ts'
import { computeProcess } from './process.ts'
import type { ComputeProcess, Log } from './process.ts'

export { computeEntry } from './child.ts'
export type { ChildExit, ComputeChild } from './child.ts'

export interface ComputeHostOptions {
  readonly log: Log
  /** Starts a process; by default Node's child_process.fork on the compute entry. */
  readonly fork?: () => ComputeChild
  /** From a cancel to the kill, milliseconds. */
  readonly graceMs?: number
  /** How long the warm process is kept when nobody asks anything, milliseconds. */
  readonly idleMs?: number
}

const GRACE_MS = 5000
const IDLE_MS = 5 * 60_000

/** The host's side of compute: a process for each job, and one kept warm for short questions. */
export const createCompute = ({
  log,
  fork = forkNode,
  graceMs = GRACE_MS,
  idleMs = IDLE_MS
}: ComputeHostOptions): Compute => {
  const processes = new Set<ComputeProcess>()
  const lost = createLostEngines()
  let warm: ComputeProcess | undefined
  let warmWish = ''
  let idleTimer: NodeJS.Timeout | undefined
  let isClosed = false

  const start = (): ComputeProcess => {
    const process = computeProcess(fork(), { graceMs, log })
    processes.add(process)
    return process
  }

  const end = async (process: ComputeProcess): Promise<void> => {
    await process.stop()
    processes.delete(process)
  }

  /** An open engine cannot be changed: other wishes need another process. */
  const warmProcess = (wish: EngineWish | undefined): ComputeProcess => {
    clearTimeout(idleTimer)
    const key = JSON.stringify(wish ?? null)
    if (warm !== undefined && wish !== undefined && warmWish !== '' && warmWish !== key) {
      if (warm.runningTasks === 0) void end(warm)
      warm = undefined
    }
    if (warm === undefined || warm.isGone) {
      if (warm !== undefined) processes.delete(warm)
      warm = start()
      warmWish = ''
    }
    if (wish !== undefined) warmWish = key
    return warm
  }

  const endWarmWhenIdle = (process: ComputeProcess): void => {
    if (process.runningTasks > 0) return
    if (process !== warm) {
      // It was replaced while it still had work.
      if (processes.has(process)) void end(process)
      return
    }
    clearTimeout(idleTimer)
    idleTimer = setTimeout(() => {
      warm = undefined
      void end(process)
    }, idleMs)
    idleTimer.unref()
  }

  const runOnce = async <N extends TaskName>(
    name: N,
    input: TaskInput<N>,
    options: RunOptions<N>,
    wish: EngineWish | undefined
  ): Promise<TaskResult<N>> => {
    if (isClosed) throw new AppError('cancelled', 'The application is closing')
    if (options.signal?.aborted === true) throw new AppError('cancelled', 'Cancelled')
    const isWarm = options.isInteractive === true
    const process = isWarm ? warmProcess(wish) : start()
    try {
      return await process.run(name, input, options, wish)
    } finally {
      if (isWarm) endWarmWhenIdle(process)
      else void end(process)
    }
  }

  const run = async <N extends TaskName>(
    name: N,
    input: TaskInput<N>,
    options: RunOptions<N> = {}
  ): Promise<TaskResult<N>> => {
    // Whoever measures wants to know anew.
    if (name === 'measureEngine') lost.clear()
    const wish = options.engine && { choice: options.engine, lost: lost.list() }
    try {
      return await runOnce(name, input, options, wish)
    } catch (error) {
      const loss = lossOf(error)
      if (loss === null || name === 'measureEngine') throw error
      log('warn', `An engine was lost: ${loss.id}`, loss.why)
      lost.add(loss)
      const wasTold = wish === undefined || wish.lost.some(({ id }) => id === loss.id)
      if (wasTold || options.onEngineLost === undefined) throw error
      options.onEngineLost(loss.why)
      return await run(name, input, options)
    }
  }

  const close = async (): Promise<void> => {
    isClosed = true
    clearTimeout(idleTimer)
    await Promise.all([...processes].map(process => end(process)))
  }

  return { run, close }
}
