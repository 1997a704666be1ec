import { rendererDir } from '../core/host/app-files.ts'
import { dataDirFor } from '../core/host/data-dir.ts'
import { openBrowser } from './open-browser.ts'
import { openCore } from '../core/host/open-core.ts'
import type { ServeOptions } from './options.ts'

const announce = (options: ServeOptions, address: string, port: number, dataDir: string): void => {
  if (options.printsJson) {
    const token = new URL(address).searchParams.get('token')
    process.stdout.write(`${JSON.stringify({ address, port, token, dataDir, pid: process.pid })}\n`)
    return
  }
  if (options.port !== 0 && port !== options.port) {
    process.stdout.write(`Port ${options.port} is in use, so this is port ${port}.\n`)
  }
  process.stdout.write(`Open this address: ${address}\n`)
  process.stdout.write('It works once, in one browser. Ctrl+C stops Earshot.\n')
}

/** Resolves with the first request to stop; a second one ends the process at once. */
const stopRequest = (): Promise<void> =>
  new Promise(resolve => {
    let isAsked = false
    const onSignal = (): void => {
      if (isAsked) process.exit(130)
      isAsked = true
      resolve()
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })

/** Serves a data folder until SIGINT or SIGTERM. @throws AppError where it cannot start */
export const serve = async (options: ServeOptions): Promise<void> => {
  const stopped = stopRequest()
  const dataDir = dataDirFor(options.dataDir)
  const [open, { startServer }] = await Promise.all([openCore(dataDir), import('./server.ts')])
  const log = open.log.write
  try {
    const server = await startServer({
      core: open.core,
      rendererDir: rendererDir(),
      port: options.port,
      log
    })
    log('info', 'started', { port: server.port, dataDir })
    announce(options, server.address, server.port, dataDir)
    if (options.opensBrowser) {
      openBrowser(server.address, error => log('warn', 'the browser could not be opened', error))
    }
    await stopped
    log('info', 'stopping')
    await server.close()
  } finally {
    await open.close()
  }
}
