import { app, utilityProcess } from 'electron'
import type { FromCompute } from '../../contract/compute.ts'
import type { ChildExit, ComputeChild } from '../../core/compute-host/index.ts'
import { computeEntry } from '../../core/compute-host/index.ts'
import { exitOf } from './child-exit.ts'

const SERVICE_NAME = 'Earshot compute'

/** How long Chromium may take to tell why a process ended, after it said that it did. */
const REASON_WITHIN_MS = 500

/**
 * How a process ended. Electron's own event says 0 for one that was killed before it could speak; Chromium then
 * tells the truth a moment later. A compute process never ends with 0 by itself.
 */
const trueExit = (code: number): Promise<ChildExit> =>
  new Promise(resolve => {
    if (code !== 0) return resolve(exitOf(code))
    const settle = (exit: ChildExit): void => {
      clearTimeout(timer)
      app.off('child-process-gone', hear)
      resolve(exit)
    }
    const hear = (_event: unknown, details: Electron.Details): void => {
      if (details.type === 'Utility' && details.name === SERVICE_NAME) settle(exitOf(details.exitCode))
    }
    const timer = setTimeout(() => settle({ code, signal: null }), REASON_WITHIN_MS)
    app.on('child-process-gone', hear)
  })

/** Starts a compute process as Electron's utility process: a process of its own, which ends with this one. */
export const forkUtility = (): ComputeChild => {
  const child = utilityProcess.fork(computeEntry(), [], { serviceName: SERVICE_NAME, stdio: 'pipe' })
  let isGone = false
  child.once('exit', () => {
    isGone = true
  })
  return {
    send: message => {
      if (!isGone) child.postMessage(message)
    },
    onMessage: listener => void child.on('message', (message: FromCompute) => listener(message)),
    onExit: listener => void child.once('exit', code => void trueExit(code).then(listener)),
    onOutput: listener => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => listener(chunk.toString()))
      }
    },
    // SIGKILL where the process is known: a native loop hears nothing milder.
    kill: () => {
      if (isGone) return
      if (child.pid === undefined || process.platform === 'win32') child.kill()
      else process.kill(child.pid, 'SIGKILL')
    }
  }
}
