import { serve } from '../../server/serve.ts'
import type { CliContext } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'

export interface ServeCommandOptions {
  readonly port: number
  readonly open?: boolean
  readonly printJson?: boolean
}

/** `serve` */
export const serveCommand = async (context: CliContext, options: ServeCommandOptions): Promise<ExitCode> => {
  await serve({
    port: options.port,
    dataDir: context.dataDir,
    opensBrowser: options.open === true,
    printsJson: options.printJson === true || context.json
  })
  return EXIT.allDone
}
