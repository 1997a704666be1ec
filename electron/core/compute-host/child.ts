import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FromCompute, ToCompute } from '../../contract/compute.ts'

/** How a process ended. */
export interface ChildExit {
  readonly code: number | null
  readonly signal: string | null
}

/** A started compute process as its host sees it: Node's fork here, Electron's utilityProcess on the desktop. */
export interface ComputeChild {
  send(message: ToCompute): void
  onMessage(listener: (message: FromCompute) => void): void
  /** Called once; also when the process could not be started. */
  onExit(listener: (exit: ChildExit) => void): void
  /** Lines that the process wrote to its error output. */
  onOutput(listener: (text: string) => void): void
  /** Ends the process at once, whatever it does. */
  kill(): void
}

/**
 * The script of a compute process: beside this file when bundled (.cjs, .js), in the folder `compute` in the
 * checkout (.ts), which Node runs as it is.
 * @throws Error when there is none, which is a fault of the package
 */
export const computeEntry = (): string => {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const candidates = [
    path.join(here, '../../compute/index.ts'),
    path.join(here, 'compute.cjs'),
    path.join(here, 'compute.js'),
    path.join(here, 'compute/index.js')
  ]
  const found = candidates.find(candidate => existsSync(candidate))
  if (found === undefined) throw new Error(`No compute process script in ${candidates.join(', ')}`)
  return found
}

/** Starts a compute process with Node's child_process.fork. */
export const forkNode = (entry: string = computeEntry()): ComputeChild => {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  return {
    // A message to a process that has ended fails; its end is what is reported.
    send: message => child.send(message, () => undefined),
    onMessage: listener => child.on('message', message => listener(message as FromCompute)),
    onExit: listener => {
      let isReported = false
      const report = (exit: ChildExit): void => {
        if (isReported) return
        isReported = true
        listener(exit)
      }
      child.on('exit', (code, signal) => report({ code, signal }))
      child.on('error', () => {
        if (child.pid === undefined) report({ code: null, signal: null })
      })
    },
    onOutput: listener => child.stderr?.setEncoding('utf8').on('data', listener),
    kill: () => child.kill('SIGKILL')
  }
}
