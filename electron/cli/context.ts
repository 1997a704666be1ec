import type { Client } from '../contract/client.ts'
import type { OpenCore } from '../core/host/open-core.ts'
import { dataDirFor } from '../core/host/data-dir.ts'
import type { Terminal } from './terminal.ts'

/** What every command holds. */
export interface CliContext {
  readonly terminal: Terminal
  readonly json: boolean
  readonly dataDir: string
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
}

/** The options that every command takes. */
export interface GlobalOptions {
  readonly data?: string
  readonly json?: boolean
}

/** The context of one run of a command. */
export const createContext = (
  options: GlobalOptions,
  terminal: Terminal,
  signal: AbortSignal
): CliContext => ({
  terminal,
  json: options.json === true,
  dataDir: dataDirFor(options.data),
  signal
})

/** Opens the core of the data folder for one piece of work and closes it again whatever happens. */
export const withCore = async <T>(
  context: Pick<CliContext, 'dataDir'>,
  use: (client: Client, open: OpenCore) => Promise<T>
): Promise<T> => {
  const { openCore } = await import('../core/host/open-core.ts')
  const open = await openCore(context.dataDir)
  try {
    return await use(open.core.client, open)
  } finally {
    await open.close()
  }
}
