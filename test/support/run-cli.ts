import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the earshot command as a person does, in a process of its own; `onStderr` may signal it. */
export const runCli = async (
  args: readonly string[],
  options: { readonly dataDir?: string; readonly interruptAfterMs?: number } = {}
): Promise<CliRun> => {
  const child = spawn(process.execPath, ['electron/cli/index.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(options.dataDir !== undefined && { EARSHOT_DATA_DIR: options.dataDir }) }
  })
  const timer =
    options.interruptAfterMs === undefined
      ? undefined
      : setTimeout(() => child.kill('SIGINT'), options.interruptAfterMs)
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  clearTimeout(timer)
  return { code, stdout, stderr }
}
