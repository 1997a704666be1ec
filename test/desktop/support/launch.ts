import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { findElectron } from '../../../build/set-up/electron.mjs'
import { isStandIn, standInEquipment } from '../../../build/set-up/stand-in.mjs'

const root = path.resolve(import.meta.dirname, '../../..')

export interface LaunchOptions {
  /** Further arguments, for Chromium or for Earshot. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Chromium may use the graphics card, or what stands for one; the tests do without unless they say so. */
  readonly hasGpu?: boolean
  /** Files and folders to open, as a file manager names them. */
  readonly files?: readonly string[]
}

interface Program {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** EARSHOT_TEST_PACKAGE names a packaged Earshot to test instead of the checkout's. */
const program = (): Program => {
  const packaged = process.env.EARSHOT_TEST_PACKAGE
  if (packaged !== undefined) return { executablePath: packaged, args: [], env: {} }
  const electron = findElectron(root, process.env)
  if (electron === undefined) throw new Error('There is no Electron: see ELECTRON_OVERRIDE_DIST_PATH')
  const { args, env } = isStandIn(electron) ? standInEquipment(root, process.env) : { args: [], env: {} }
  return { executablePath: electron.binary, args: [...args, root], env }
}

/** What starts Earshot's window on a data folder, as a command line. */
export const desktopCommand = (
  dataDir: string,
  { args = [], env = {}, hasGpu = false, files = [] }: LaunchOptions = {}
): { readonly file: string; readonly args: string[]; readonly env: Record<string, string> } => {
  const found = program()
  // Chromium has no sandbox for root, whom containers run as.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name === 'NODE_OPTIONS' ? [] : [[name, value] as const]
  )
  return {
    file: found.executablePath,
    args: [
      ...sandbox,
      ...(hasGpu ? [] : ['--disable-gpu']),
      ...args,
      ...found.args,
      '--data-dir',
      dataDir,
      ...files
    ],
    env: { ...Object.fromEntries(inherited), ...found.env, ...env }
  }
}

/** Earshot's window on a data folder, under Playwright. */
export const launchDesktop = (dataDir: string, options: LaunchOptions = {}): Promise<ElectronApplication> => {
  const isPackaged = process.env.EARSHOT_TEST_PACKAGE !== undefined
  const held = isPackaged ? [] : ['-r', path.join(import.meta.dirname, 'hold.cjs')]
  const { file, args, env } = desktopCommand(dataDir, {
    ...options,
    args: [...held, ...(options.args ?? [])]
  })
  return _electron.launch({ executablePath: file, args, env, cwd: root })
}

/** Ends it as the system does when it shuts down: in order, without the question about running jobs. */
export const endDesktop = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise(resolve => child.once('exit', resolve))
  if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGTERM')) return
  await ended
}
