import { availableParallelism } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { toErrorBody } from '../../contract/errors.ts'
import { isInWindow } from '../../ml/engine/in-window.ts'
import { fileJobs } from './file-jobs.ts'
import type { FileJob } from './file-job.ts'
import type { FileJobName, InputOf, OutputOf, SharedOf } from './file-jobs.ts'
import type { Outcome } from './messages.ts'
import { mapInThreads } from './threads.ts'

export interface MapOptions<N extends FileJobName> {
  readonly signal: AbortSignal
  /** Called once per input, in the order of the inputs. */
  readonly onOutcome: (outcome: Outcome<OutputOf<N>>, index: number) => void
  /** Threads to use; 0 works in this one. */
  readonly threads?: number
}

/** Below this many files starting threads costs more than it brings. */
const FEW_FILES = 4
/** A thread takes about 45 MB: with more of them an import would pass 500 MB together with its host. */
const MOST_THREADS = 6

const threadsFor = (files: number): number =>
  // Pages of Electron have no threads of Node.
  files < FEW_FILES || isInWindow() ? 0 : Math.min(files, MOST_THREADS, availableParallelism())

/**
 * Does the named job on every input, in threads where there are many. Outcomes are reported in the order of
 * the inputs, so that what depends on order (which of two equal files came first) does not depend on timing.
 * @throws cancelled when the signal ends it; no job is in flight any more by then
 */
export const mapFiles = async <N extends FileJobName>(
  name: N,
  shared: SharedOf<N>,
  inputs: readonly InputOf<N>[],
  { signal, onOutcome, threads = threadsFor(inputs.length) }: MapOptions<N>
): Promise<void> => {
  const waiting = new Map<number, Outcome<unknown>>()
  let next = 0
  const settle = (index: number, outcome: Outcome<unknown>): void => {
    waiting.set(index, outcome)
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next)
      onOutcome(ready as Outcome<OutputOf<N>>, next)
      next++
    }
  }
  if (threads > 0) await mapInThreads({ name, shared }, inputs, { threads, signal }, settle)
  else await mapHere(name, shared, inputs, signal, settle)
}

const mapHere = async (
  name: FileJobName,
  shared: unknown,
  inputs: readonly unknown[],
  signal: AbortSignal,
  settle: (index: number, outcome: Outcome<unknown>) => void
): Promise<void> => {
  const job = (await fileJobs[name]()) as FileJob<unknown, unknown, unknown>
  const work = job(shared)
  for (const [index, input] of inputs.entries()) {
    // Lets a cancel message in between two files.
    await nextTurn()
    signal.throwIfAborted()
    try {
      settle(index, { isDone: true, value: await work(input, signal) })
    } catch (error) {
      signal.throwIfAborted()
      const stack = error instanceof Error ? error.stack : undefined
      settle(index, { isDone: false, error: toErrorBody(error), stack })
    }
  }
}
