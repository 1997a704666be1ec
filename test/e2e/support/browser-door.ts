import { spawn, type ChildProcess } from 'node:child_process'
import { chromium, type Browser, type Page } from 'playwright-core'
import { listen, type Door } from './way-in.ts'

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required'
]

/** Starts the server on a free port; resolves with the address that it prints. */
const startServer = (dataDir: string): Promise<{ child: ChildProcess; address: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['electron/server/index.ts', '--data', dataDir, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let output = ''
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(output)?.[0]
      if (address !== undefined) resolve({ child, address })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', code => reject(new Error(`the server ended with ${code}: ${output}`)))
  })

/** Resolves when a process has ended. */
export const ended = (child: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

const openPage = async (browser: Browser, complaints: string[]): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  return listen(await context.newPage(), complaints)
}

/** The server as a process of its own, and Chromium with the application open. */
export const openBrowserDoor = async (
  dataDir: string,
  complaints: string[],
  flags: readonly string[]
): Promise<Door> => {
  let server = await startServer(dataDir)
  const executablePath = process.env.EARSHOT_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags] })
  const page = await openPage(browser, complaints)
  await page.goto(server.address)
  const stopHost = async (signal: NodeJS.Signals): Promise<void> => {
    server.child.kill(signal)
    await ended(server.child)
  }
  return {
    page,
    chooseFolder: async (folder, click) => {
      const chosen = page.waitForEvent('filechooser')
      await click()
      await (await chosen).setFiles(folder)
    },
    saveBy: async click => {
      const [download] = await Promise.all([page.waitForEvent('download'), click()])
      return download.path()
    },
    stopHost,
    restart: async () => {
      server = await startServer(dataDir)
      await page.goto(server.address)
    },
    close: async () => {
      await browser.close()
      await stopHost('SIGTERM')
    }
  }
}
