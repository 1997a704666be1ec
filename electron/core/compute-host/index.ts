import type { Compute, RunOptions, TaskInput, TaskName, TaskResult } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import { forkNode } from './child.ts'
import type { ComputeChild } from './child.ts'
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
  let warm: ComputeProcess | undefined
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

  const warmProcess = (): ComputeProcess => {
    clearTimeout(idleTimer)
    if (warm === undefined || warm.isGone) {
      if (warm !== undefined) processes.delete(warm)
      warm = start()
    }
    return warm
  }

  const endWarmWhenIdle = (process: ComputeProcess): void => {
    if (process !== warm || process.runningTasks > 0) return
    clearTimeout(idleTimer)
    idleTimer = setTimeout(() => {
      warm = undefined
      void end(process)
    }, idleMs)
    idleTimer.unref()
  }

  const run = async <N extends TaskName>(
    name: N,
    input: TaskInput<N>,
    options: RunOptions<N> = {}
  ): Promise<TaskResult<N>> => {
    if (isClosed) throw new AppError('cancelled', 'The application is closing')
    if (options.signal?.aborted === true) throw new AppError('cancelled', 'Cancelled')
    const isWarm = options.isInteractive === true
    const process = isWarm ? warmProcess() : start()
    try {
      return await process.run(name, input, options)
    } finally {
      if (isWarm) endWarmWhenIdle(process)
      else void end(process)
    }
  }

  const close = async (): Promise<void> => {
    isClosed = true
    clearTimeout(idleTimer)
    await Promise.all([...processes].map(process => end(process)))
  }

  return { run, close }
}
