import { spawn, type ChildProcess } from 'node:child_process'
import { desktopCommand, type LaunchOptions } from './launch.ts'

export interface Spawned {
  readonly child: ChildProcess
  /** What it wrote to stdout so far. */
  output(): string
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

/** Earshot started as a person does, without anything that watches it. */
export const spawnDesktop = (dataDir: string, options: LaunchOptions = {}): Spawned => {
  const { file, args, env } = desktopCommand(dataDir, options)
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  return {
    child,
    output: () => output,
    ended: new Promise(resolve => child.once('exit', code => resolve(code)))
  }
}
