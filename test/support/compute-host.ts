import { fileURLToPath } from 'node:url'
import { afterEach, expect } from 'vitest'
import type { Compute, RunOptions } from '../../electron/contract/compute.ts'
import { AppError } from '../../electron/contract/errors.ts'
import { forkNode } from '../../electron/core/compute-host/child.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import type { ComputeHostOptions } from '../../electron/core/compute-host/index.ts'

/** A script below test/fixtures/compute. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/compute/${name}`, import.meta.url))

const opened: Compute[] = []
/** What the hosts of a test wrote into the log. */
export const logged: { level: string; message: string; details: unknown }[] = []

/** A host whose processes do what they are asked; closed after the test. */
export const open = (options: Partial<ComputeHostOptions> = {}): Compute => {
  const compute = createCompute({
    log: (level, message, details) => logged.push({ level, message, details }),
    fork: () => forkNode(fixture('misbehaving-process.ts')),
    ...options
  })
  opened.push(compute)
  return compute
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map(compute => compute.close()))
  logged.length = 0
})

/** Asks a process to behave in some way. */
export const ask = (
  compute: Compute,
  behaviour: string,
  options: RunOptions<'probe'> = {},
  paths: readonly string[] = ['']
): Promise<null> => compute.run('probe', { files: paths.map(path => ({ key: behaviour, path })) }, options)

/** The error that something ends with. */
export const failure = async (promise: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  )
  expect(error).toBeInstanceOf(AppError)
  return error as AppError
}

/** The process that answers. */
export const pidOf = async (compute: Compute, options: RunOptions<'probe'> = {}): Promise<number> => {
  let pid = 0
  await ask(compute, 'pid', { ...options, onItem: item => (pid = Number(item.key)) })
  return pid
}

/** Whether a process is there. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Resolves when the process has gone; the test's own time limit ends a wait that never ends. */
export const goneSoon = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise(resolve => setTimeout(resolve, 5))
}
