import { Worker } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import type { FromThread, Outcome, ThreadStart, ToThread } from './messages.ts'

export interface ThreadOptions {
  readonly threads: number
  readonly signal: AbortSignal
  /** The threads' script; the pool's own by default. */
  readonly entry?: URL
}

/** The pool's own script: `.ts` in the checkout, the bundle's own format elsewhere. */
const threadEntry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./thread.ts', import.meta.url)
    : new URL('./compute-thread.cjs', import.meta.url)

/** So many threads lost in a row are no matter of single files. */
const MOST_DEATHS = 8

/** A file that takes more than this costs itself, not the process. Samples lie outside of the heap. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 }

const threadLost = (cause: string): ErrorBody => ({
  code: 'compute-lost',
  message: `The file could not be analysed: the thread that did it ended (${cause})`,
  details: { reason: `the thread that analysed it ended (${cause})` }
})

/**
 * Hands inputs to threads, one at a time each. A thread that dies costs the file that it had; another takes its
 * place. When the signal ends it, no more is handed out and the threads finish or give up what they have.
 * @throws cancelled by the signal; compute-lost when threads die one after the other
 */
export const mapInThreads = async (
  start: ThreadStart,
  inputs: readonly unknown[],
  { threads, signal, entry = threadEntry() }: ThreadOptions,
  settle: (index: number, outcome: Outcome<unknown>) => void
): Promise<void> => {
  let next = 0
  let deathsInRow = 0

  /** Runs one thread until nothing is left for it or it dies. */
  const runThread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: start, resourceLimits: LIMITS })
      const post = (message: ToThread): void => worker.postMessage(message)
      let current: number | undefined
      let cause = ''
      const stop = (): void => post({ kind: 'stop' })
      const giveNext = (): void => {
        if (signal.aborted || next >= inputs.length) {
          current = undefined
          void worker.terminate()
          return
        }
        current = next++
        post({ kind: 'file', index: current, input: inputs[current] })
      }
      worker.on('message', ({ index, outcome }: FromThread) => {
        try {
          deathsInRow = 0
          if (!signal.aborted) settle(index, outcome)
          giveNext()
        } catch (error) {
          current = undefined
          reject(error instanceof Error ? error : new Error(String(error)))
          void worker.terminate()
        }
      })
      worker.on('error', (error: Error) => {
        cause = error.message
      })
      worker.on('exit', code => {
        signal.removeEventListener('abort', stop)
        if (current !== undefined && !signal.aborted) {
          deathsInRow++
          settle(current, { isDone: false, error: threadLost(cause === '' ? `code ${code}` : cause) })
        }
        if (deathsInRow > MOST_DEATHS) reject(new AppError('compute-lost', `Threads keep ending: ${cause}`))
        else resolve()
      })
      signal.addEventListener('abort', stop, { once: true })
      giveNext()
    })

  const keepOneRunning = async (): Promise<void> => {
    while (next < inputs.length && !signal.aborted) await runThread()
  }

  await Promise.all(Array.from({ length: threads }, keepOneRunning))
  signal.throwIfAborted()
}
