import type { Compute, RunOptions, TaskInput, TaskName, TaskResult } from '../../contract/compute.ts'
import type { EngineWish } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import { forkNode } from './child.ts'
import type { ComputeChild } from './child.ts'
import { createLostEngines, lossOf } from './lost-engines.ts'
import { computeProcess } from './process.ts'
import type { ComputeProcess, Log } from './process.ts'
import { createWindowPlace } from './window-place.ts'
import type { Place } from './window-place.ts'

export { computeEntry } from './child.ts'
export type { ChildExit, ComputeChild } from './child.ts'

export interface ComputeHostOptions {
  readonly log: Log
  /** Starts a process; by default Node's child_process.fork on the compute entry. */
  readonly fork?: () => ComputeChild
  /** Opens a hidden window that does the same and has WebGPU; none outside Electron. */
  readonly openWindow?: () => ComputeChild
  /** From a cancel to the kill, milliseconds. */
  readonly graceMs?: number
  /** How long the warm process is kept when nobody asks anything, milliseconds. */
  readonly idleMs?: number
}

const GRACE_MS = 5000
const IDLE_MS = 5 * 60_000

/** Where an engine is measured: WebGPU in a window, where there are windows. */
const placeOfMeasure = (name: TaskName, input: unknown): Place =>
  name === 'measureEngine' && (input as TaskInput<'measureEngine'>).engine === 'webgpu' ? 'window' : 'process'

/** The host's side of compute: a process for each job, and one kept warm for short questions. */
export const createCompute = ({
  log,
  fork = forkNode,
  openWindow,
  graceMs = GRACE_MS,
  idleMs = IDLE_MS
}: ComputeHostOptions): Compute => {
  const processes = new Set<ComputeProcess>()
  const lost = createLostEngines()
  const windowPlace = createWindowPlace(() => lost.has('webgpu'))
  let warm: ComputeProcess | undefined
  let warmWish = ''
  let idleTimer: NodeJS.Timeout | undefined
  let isClosed = false

  const start = (place: Place): ComputeProcess => {
    const process =
      place === 'window' && openWindow !== undefined
        ? computeProcess(openWindow(), { graceMs, log, engine: 'webgpu' })
        : computeProcess(fork(), { graceMs, log })
    processes.add(process)
    return process
  }

  const end = async (process: ComputeProcess): Promise<void> => {
    await process.stop()
    processes.delete(process)
  }

  /** An open engine cannot be changed: other wishes need another process. */
  const warmProcess = (wish: EngineWish | undefined, place: Place): ComputeProcess => {
    clearTimeout(idleTimer)
    const key = JSON.stringify([wish ?? null, place])
    if (warm !== undefined && wish !== undefined && warmWish !== '' && warmWish !== key) {
      if (warm.runningTasks === 0) void end(warm)
      warm = undefined
    }
    if (warm === undefined || warm.isGone) {
      if (warm !== undefined) processes.delete(warm)
      warm = start(place)
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
    wish: EngineWish | undefined,
    place: Place
  ): Promise<TaskResult<N>> => {
    if (isClosed) throw new AppError('cancelled', 'The application is closing')
    if (options.signal?.aborted === true) throw new AppError('cancelled', 'Cancelled')
    const isWarm = options.isInteractive === true
    const process = isWarm ? warmProcess(wish, place) : start(place)
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
    if (name === 'measureEngine') {
      lost.clear()
      windowPlace.clear()
    }
    const { engine: choice } = options
    const wish = choice && {
      ...{ choice, lost: lost.list(), found: windowPlace.found(choice) },
      hasWindow: openWindow !== undefined
    }
    const place = choice === undefined ? placeOfMeasure(name, input) : windowPlace.of(choice)
    try {
      return await runOnce(name, input, options, wish, place)
    } catch (error) {
      if (choice !== undefined && windowPlace.learn(choice, error)) return await run(name, input, options)
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
