import { parentPort, workerData } from 'node:worker_threads'
import { toErrorBody } from '../../contract/errors.ts'
import { fileJobs } from './file-jobs.ts'
import type { FileJob } from './file-job.ts'
import type { FromThread, ThreadStart, ToThread } from './messages.ts'
import { buffersOf } from './messages.ts'

/** Entry of a pool thread: does one file after the other until it is told to stop. */
const start = async (): Promise<void> => {
  if (parentPort === null) throw new Error('A pool thread is started by its pool')
  const port = parentPort
  const { name, shared } = workerData as ThreadStart
  const stopping = new AbortController()
  const job = (await fileJobs[name]()) as FileJob<unknown, unknown, unknown>
  const work = job(shared)

  const answer = async (index: number, input: unknown): Promise<FromThread> => {
    try {
      return { index, outcome: { isDone: true, value: await work(input, stopping.signal) } }
    } catch (error) {
      const stack = error instanceof Error ? error.stack : undefined
      return { index, outcome: { isDone: false, error: toErrorBody(error), stack } }
    }
  }

  port.on('message', (message: ToThread) => {
    if (message.kind === 'stop') {
      stopping.abort()
      return
    }
    void answer(message.index, message.input).then(reply => port.postMessage(reply, buffersOf(reply.outcome)))
  })
}

// A bundle of CommonJS has no await here; what fails ends the thread, which its pool reports.
void start()
