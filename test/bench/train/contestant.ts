import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** What one step took, and the process's peak of resident memory so far. */
export interface Measured {
  readonly cpuMs: number
  readonly wallMs: number
  readonly peakMb: number
}

/** A process that repeats one step as often as it is told to, and rests in between. */
export interface Contestant {
  /** From the start of the process to the end of its first steps, seconds. */
  readonly startUpS: number
  readonly measure: (steps: number) => Promise<Measured>
  readonly close: () => Promise<void>
}

/**
 * Starts a process that writes one JSON line when it is ready and one for each count of steps that it reads.
 * @throws where it ends by itself, with what it wrote to its error output
 */
export const startContestant = async (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {}
): Promise<Contestant> => {
  const startedMs = performance.now()
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)))
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code =>
      code === 0 ? resolve() : reject(new Error(`${command} ended (${code})\n${errors}`))
    )
  })
  // The failure is told by whoever waits next.
  ended.catch(() => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done === true) {
      await ended
      throw new Error(`${command} said nothing more`)
    }
    return JSON.parse(line.value)
  }
  await next()
  return {
    startUpS: (performance.now() - startedMs) / 1000,
    measure: async steps => {
      child.stdin.write(`${steps}\n`)
      return (await next()) as Measured
    },
    close: () => {
      child.stdin.end()
      return ended
    }
  }
}
