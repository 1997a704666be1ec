import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'

/** The application as a person has it: its server as a process of its own, and a window on it. */
export interface Session {
  readonly page: Page
  readonly dataDir: string
  /** What the page wrote as errors or threw; must stay empty. */
  readonly complaints: string[]
  /** Stops the server by a signal and waits for its end. */
  stopServer(signal: NodeJS.Signals): Promise<void>
  /** Starts it again on the same data and opens it in the window. */
  restart(): Promise<void>
  close(): Promise<void>
}

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

const ended = (child: ChildProcess): Promise<void> =>
  new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

const openWindow = async (browser: Browser, complaints: string[]): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  return page
}

/** A fresh data folder, the server on it, and Chromium with the application open. */
export const startSession = async (): Promise<Session> => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'earshot-e2e-'))
  let server = await startServer(dataDir)
  const complaints: string[] = []
  const executablePath = process.env.EARSHOT_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS })
  const page = await openWindow(browser, complaints)
  await page.goto(server.address)
  const stopServer = async (signal: NodeJS.Signals): Promise<void> => {
    server.child.kill(signal)
    await ended(server.child)
  }
  return {
    page,
    dataDir,
    complaints,
    stopServer,
    restart: async () => {
      server = await startServer(dataDir)
      await page.goto(server.address)
    },
    close: async () => {
      await browser.close()
      await stopServer('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    }
  }
}
