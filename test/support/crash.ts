import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Compute, Job } from '../../electron/contract/index.ts'
import { createCore, type Core } from '../../electron/core/index.ts'
import { openStore } from '../../electron/store/index.ts'
import { writeNoiseWav } from './wav-files.ts'

export type CrashPhase = 'import' | 'fit' | 'export-machine' | 'import-machine'

const lineSchema = z.object({
  started: z.string().optional(),
  reported: z.number().optional(),
  ended: z.string().optional(),
  error: z.string().optional()
})

export interface KilledHost {
  /** Recordings that a person had been told of. */
  readonly reported: number
  /** True when the work was done before the kill came. */
  readonly hasEnded: boolean
  readonly elapsedMs: number
}

/** Starts a host that does one piece of work, and kills it (SIGKILL) some time after the job began. */
export const runAndKill = async (
  phase: CrashPhase,
  folders: { readonly dataDir: string; readonly inputDir: string },
  killAfterMs: number
): Promise<KilledHost> => {
  const script = path.join(import.meta.dirname, 'kill-host.ts')
  const child = spawn(process.execPath, [script, folders.dataDir, folders.inputDir, phase], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const exited = once(child, 'exit')
  let reported = 0
  let hasEnded = false
  let startedMs = 0
  const errors: string[] = []
  let timer: NodeJS.Timeout | undefined
  for await (const text of createInterface({ input: child.stdout })) {
    const line = lineSchema.parse(JSON.parse(text))
    if (line.started !== undefined) {
      startedMs = performance.now()
      timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    }
    if (line.reported !== undefined) reported = line.reported
    if (line.error !== undefined) errors.push(line.error)
    if (line.ended !== undefined) hasEnded = true
  }
  const elapsedMs = performance.now() - startedMs
  clearTimeout(timer)
  await exited
  if (errors.length > 0) throw new Error(errors.join('\n'))
  return { reported, hasEnded, elapsedMs }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))

/** What is wrong with a data folder that no host holds: rows without files, files without rows. */
export const flawsOf = async (dataDir: string): Promise<string[]> => {
  const { store } = await openStore(dataDir)
  try {
    const rows = await store.recordings.allStoredPaths()
    const models = await store.models.allIds()
    const stored = [...rows].map(storedPath => path.join(dataDir, storedPath))
    const known = new Set(stored)
    return [
      ...stored.filter(file => !existsSync(file)).map(file => `row without file: ${file}`),
      ...filesIn(path.join(dataDir, 'recordings'))
        .filter(file => !known.has(file))
        .map(file => `file without row: ${file}`),
      ...[...models]
        .filter(id => !existsSync(path.join(dataDir, 'models', id)))
        .map(id => `model without files: ${id}`),
      ...readdirSync(path.join(dataDir, 'models'))
        .filter(name => !models.has(name))
        .map(name => `files without model: ${name}`)
    ]
  } finally {
    await store.close()
  }
}

const endOf = async (core: Core, jobId: string): Promise<Job> =>
  new Promise((resolve, reject) => {
    const stop = core.on('jobs.changed', job => {
      if (job.id !== jobId || job.endedAt === null) return
      stop()
      resolve(job)
    })
    core.client.call('jobs.get', { jobId }).then(job => {
      if (job.endedAt !== null) resolve(job)
    }, reject)
  })

export interface Recovery {
  readonly total: number
  readonly models: number
  /** State of the interrupted job after the start, and of its second run; null where it had ended. */
  readonly state: Job['state']
  readonly message: string
  readonly retried: Job['state'] | null
  readonly totalAfter: number
  readonly modelsAfter: number
}

/** The next start on a data folder whose host was killed: what it finds, and the interrupted job run again. */
export const recover = async (dataDir: string, compute: Compute): Promise<Recovery> => {
  const core = await createCore({ dataDir, compute, appVersion: '0.0.0-test', log: () => undefined })
  try {
    const [machine] = await core.client.call('machines.list', {})
    const machineId = machine?.machine.id ?? ''
    const count = async (): Promise<[number, number]> => [
      (await core.client.call('recordings.list', { machineId, limit: 1 })).total,
      (await core.client.call('models.list', { machineId })).length
    ]
    const [total, models] = await count()
    const [job] = await core.client.call('jobs.list', { machineId, limit: 1 })
    if (!job) throw new Error('The job is gone')
    let retried: Job['state'] | null = null
    if (job.state === 'interrupted') {
      const { jobId } = await core.client.call('jobs.retry', { jobId: job.id })
      retried = (await endOf(core, jobId)).state
    }
    const [totalAfter, modelsAfter] = await count()
    const message = job.error?.message ?? ''
    return { total, models, state: job.state, message, retried, totalAfter, modelsAfter }
  } finally {
    await core.close()
  }
}

/** Files for the import that is killed: noise of 2 s each. */
export const writeCrashInput = (inputDir: string, count: number): void => {
  for (let index = 0; index < count; index += 1) {
    writeNoiseWav(path.join(inputDir, `n${String(index).padStart(3, '0')}.wav`), index, { seconds: 2 })
  }
}
