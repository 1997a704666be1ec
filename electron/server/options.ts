import { parseArgs } from 'node:util'
import { AppError } from '../contract/errors.ts'

export interface ServeOptions {
  readonly port: number
  readonly dataDir: string | undefined
  readonly opensBrowser: boolean
  readonly printsJson: boolean
}

export const DEFAULT_PORT = 4747

export const SERVER_USAGE = `Usage: node electron/server/index.ts [options]

Serves Earshot on this computer and prints the address to open.

  --port N        port to try first (default ${DEFAULT_PORT}; another is taken where it is in use)
  --data-dir DIR  data folder (default EARSHOT_DATA_DIR, else the system's place for application data);
                  --data DIR is the same
  --open          opens the address in the browser
  --print-json    prints one line of JSON instead of a sentence
  --help          shows this
`

/** A port number from text. @throws invalid */
export const parsePort = (text: string): number => {
  const port = Number(text)
  if (!/^\d+$/u.test(text) || port > 65_535) {
    throw new AppError('invalid', `The port must be a whole number from 0 to 65535, not "${text}"`)
  }
  return port
}

/** The server's own flags; 'help' where help is asked for. @throws invalid on flags that do not exist */
export const parseServeOptions = (args: readonly string[]): ServeOptions | 'help' => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      data: { type: 'string' },
      'data-dir': { type: 'string' },
      open: { type: 'boolean', default: false },
      'print-json': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false }
    }
  })
  if (values.help) return 'help'
  return {
    port: parsePort(values.port),
    dataDir: values['data-dir'] ?? values.data,
    opensBrowser: values.open,
    printsJson: values['print-json']
  }
}
