import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { z } from 'zod'
import { ask } from './http.ts'

const startedSchema = z.object({
  address: z.string(),
  port: z.number(),
  token: z.string(),
  dataDir: z.string(),
  pid: z.number()
})

export interface ServerProcess extends z.infer<typeof startedSchema> {
  readonly child: ChildProcess
  /** From the start of the process to the printed address. */
  readonly startedAfterMs: number
  /** A session opened with the token. */
  readonly cookie: string
  /** Ends it by a signal; answers its exit code. */
  stop(signal: 'SIGINT' | 'SIGTERM'): Promise<number | null>
}

/** The server in a process of its own on a free port, signed in. */
export const runServer = async (dataDir: string): Promise<ServerProcess> => {
  const startedMs = performance.now()
  const child = spawn(
    process.execPath,
    ['electron/server/index.ts', '--port', '0', '--print-json', '--data', dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit']
    }
  )
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const startedAfterMs = performance.now() - startedMs
  const facts = startedSchema.parse(JSON.parse(line))
  const { headers } = await ask(facts.port, `/?token=${facts.token}`)
  return {
    ...facts,
    child,
    startedAfterMs,
    cookie: (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '',
    stop: async signal => {
      const ended = once(child, 'exit') as Promise<[number | null]>
      child.kill(signal)
      return (await ended)[0]
    }
  }
}
