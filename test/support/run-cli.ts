import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the earshot command as a person does, in a process of its own. */
export const runCli = async (
  args: readonly string[],
  options: { readonly dataDir?: string } = {}
): Promise<CliRun> => {
  const child = spawn(process.execPath, ['electron/cli/index.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(options.dataDir !== undefined && { EARSHOT_DATA_DIR: options.dataDir }) }
  })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}
