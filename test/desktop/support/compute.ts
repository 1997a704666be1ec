import type { ElectronApplication } from 'playwright-core'

/** Sends a signal to the next compute process as soon as it is there; answers its process id. */
export const signalNextCompute = (app: ElectronApplication, signal: 'SIGKILL' | 'SIGSTOP'): Promise<number> =>
  app.evaluate(
    ({ app }, signal) =>
      new Promise<number>(resolve => {
        const before = new Set(app.getAppMetrics().map(({ pid }) => pid))
        const timer = setInterval(() => {
          const compute = app
            .getAppMetrics()
            .find(({ name, pid }) => name === 'Earshot compute' && !before.has(pid))
          if (compute === undefined) return
          clearInterval(timer)
          process.kill(compute.pid, signal)
          resolve(compute.pid)
        }, 5)
      }),
    signal
  )
