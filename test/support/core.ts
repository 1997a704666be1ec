import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Compute, Input, Job, Machine, MethodName, Output } from '../../electron/contract/index.ts'
import { createCore, type Core } from '../../electron/core/index.ts'
import { createFakeCompute, writeFakeFile, type FakeFacts } from './fake-compute.ts'

export interface LogLine {
  readonly level: string
  readonly message: string
  readonly details: unknown
}

/** A core on a folder of its own, and what tests do with it all the time. */
export interface TestCore {
  readonly core: Core
  readonly dataDir: string
  /** A folder for files to import. */
  readonly inputDir: string
  readonly lines: LogLine[]
  call<N extends MethodName>(name: N, input: Input<N>): Promise<Output<N>>
  /** The job when it has ended. */
  ended(job: { readonly jobId: string } | Promise<{ readonly jobId: string }>): Promise<Job>
  write(name: string, facts?: FakeFacts): Promise<string>
  /** Plans and imports paths to the end. */
  import(machine: Machine, paths: readonly string[], options?: Partial<Input<'imports.start'>>): Promise<Job>
  /** Closes the core and opens another on the same folder. */
  reopen(): Promise<void>
  close(): Promise<void>
}

/** Opens a core for a test; `compute` is a fake one unless given. */
export const openTestCore = async (compute: Compute = createFakeCompute()): Promise<TestCore> => {
  const root = await mkdtemp(path.join(tmpdir(), 'earshot-core-'))
  const [dataDir, inputDir] = [path.join(root, 'data'), path.join(root, 'input')]
  const lines: LogLine[] = []
  const open = (): Promise<Core> =>
    createCore({
      dataDir,
      compute,
      appVersion: '0.0.0-test',
      log: (level, message, details) => lines.push({ level, message, details })
    })
  let core = await open()

  const ended: TestCore['ended'] = async job => {
    const { jobId } = await job
    return new Promise((resolve, reject) => {
      const stop = core.on('jobs.changed', changed => {
        if (changed.id !== jobId || changed.endedAt === null) return
        stop()
        resolve(changed)
      })
      core.client.call('jobs.get', { jobId }).then(known => {
        if (known.endedAt === null) return
        stop()
        resolve(known)
      }, reject)
    })
  }

  const test: TestCore = {
    get core() {
      return core
    },
    dataDir,
    inputDir,
    lines,
    call: (name, input) => core.client.call(name, input),
    ended,
    write: async (name, facts) => {
      const file = path.join(inputDir, name)
      await writeFakeFile(file, facts)
      return file
    },
    import: async (machine, paths, options = {}) => {
      const source = { paths: [...paths] }
      const { planId } = await core.client.call('imports.plan', { machineId: machine.id, source })
      return ended(core.client.call('imports.start', { planId, ...options }))
    },
    reopen: async () => {
      await core.close()
      core = await open()
    },
    close: async () => {
      await core.close()
      await rm(root, { recursive: true, force: true })
    }
  }
  return test
}

/** A machine with `count` normal recordings (normal/n0.wav and so on), one a day, imported and fitted. */
export const fittedMachine = async (test: TestCore, count = 6): Promise<Machine> => {
  const machine = await test.call('machines.create', { name: 'Fan', timeZone: 'UTC' })
  for (let index = 0; index < count; index += 1) {
    await test.write(`normal/n_202601${String(index + 1).padStart(2, '0')}_080000.wav`)
  }
  await test.import(machine, [path.join(test.inputDir, 'normal')])
  await test.ended(test.call('models.fit', { machineId: machine.id }))
  return machine
}
