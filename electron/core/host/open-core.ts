import type { ComputeChild } from '../compute-host/index.ts'
import type { Core } from '../core.ts'
import { appVersion } from './app-files.ts'
import type { LogFile } from './log-file.ts'
import { openLogFile } from './log-file.ts'

export interface OpenCore {
  readonly core: Core
  readonly log: LogFile
  /** Closes the core, then the compute processes. */
  close(): Promise<void>
}

export interface OpenCoreOptions {
  /** How a compute process is started; Node's child_process.fork unless given. */
  readonly fork?: () => ComputeChild
  /** How a compute process with WebGPU is opened where there are windows. */
  readonly openWindow?: () => ComputeChild
  /** Where it is logged; a new file of the data folder unless given. */
  readonly log?: LogFile
}

/**
 * The core of a data folder with its compute processes and its log: what every door holds.
 * @throws AppError where the folder cannot be opened
 */
export const openCore = async (
  dataDir: string,
  { fork, openWindow, log = openLogFile(dataDir) }: OpenCoreOptions = {}
): Promise<OpenCore> => {
  const [{ createCore }, { createCompute }] = await Promise.all([
    import('../index.ts'),
    import('../compute-host/index.ts')
  ])
  const compute = createCompute({ log: log.write, ...(fork && { fork }), ...(openWindow && { openWindow }) })
  try {
    const core = await createCore({ dataDir, compute, appVersion: appVersion(), log: log.write })
    return {
      core,
      log,
      close: async () => {
        try {
          await core.close()
        } finally {
          await compute.close()
        }
      }
    }
  } catch (error) {
    await compute.close()
    throw error
  }
}
