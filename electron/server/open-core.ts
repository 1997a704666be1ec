import type { Core } from '../core/core.ts'
import { appVersion } from './app-files.ts'
import type { LogFile } from './log-file.ts'
import { openLogFile } from './log-file.ts'

export interface OpenCore {
  readonly core: Core
  readonly log: LogFile
  /** Closes the core, then the compute processes. */
  close(): Promise<void>
}

/** The core of a data folder with its compute processes and its log: what every headless door holds. */
export const openCore = async (dataDir: string): Promise<OpenCore> => {
  const [{ createCore }, { createCompute }] = await Promise.all([
    import('../core/index.ts'),
    import('../core/compute-host/index.ts')
  ])
  const log = openLogFile(dataDir)
  const compute = createCompute({ log: log.write })
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
