import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCore, type Core } from '../../electron/core/index.ts'
import { readMachineFile } from '../support/archive.ts'
import { computeForTests, temporaryFolder } from '../support/compute.ts'
import { flawsOf, runAndKill, writeCrashInput } from '../support/crash.ts'

const FILES = 30
/** Moments as parts of the undisturbed time. */
const MOMENTS = [0.1, 0.4, 0.7, 0.95]

describe('a host that is killed while a machine is on its way', () => {
  const compute = computeForTests()
  const root = temporaryFolder()
  const inputDir = path.join(root, 'input')
  const wholeDir = path.join(root, 'whole')
  let file: string
  let exportMs = 0
  let importMs = 0

  beforeAll(async () => {
    writeCrashInput(inputDir, FILES)
    const made = await runAndKill('import', { dataDir: wholeDir, inputDir }, 120_000)
    expect(made).toMatchObject({ hasEnded: true, reported: FILES })
    const out = path.join(root, 'out')
    mkdirSync(out)
    const written = await runAndKill('export-machine', { dataDir: wholeDir, inputDir: out }, 120_000)
    exportMs = written.elapsedMs
    file = path.join(out, readdirSync(out)[0] ?? '')
    const moved = await runAndKill(
      'import-machine',
      { dataDir: path.join(root, 'moved'), inputDir: file },
      120_000
    )
    importMs = moved.elapsedMs
    expect([written.hasEnded, moved.hasEnded]).toEqual([true, true])
  }, 150_000)

  const open = (dataDir: string): Promise<Core> =>
    createCore({ dataDir, compute, appVersion: '0.0.0-test', log: () => undefined })

  it.each(MOMENTS)('at %d of an export leaves a whole file or none', async part => {
    const dataDir = path.join(root, `export-${part}`)
    const out = path.join(root, `export-${part}-out`)
    cpSync(wholeDir, dataDir, { recursive: true })
    mkdirSync(out)
    const killed = await runAndKill('export-machine', { dataDir, inputDir: out }, part * exportMs)
    await (await open(dataDir)).close()
    const names = readdirSync(out)
    expect(names.every(name => name.endsWith('.earshot'))).toBe(true)
    if (killed.hasEnded) expect(names).toHaveLength(1)
    for (const name of names) {
      expect((await readMachineFile(path.join(out, name))).records.recordings).toHaveLength(FILES)
    }
    expect(readdirSync(path.join(dataDir, 'uploads'))).toEqual([])
    expect(await flawsOf(dataDir)).toEqual([])
  })

  it.each(MOMENTS)(
    'at %d of an import leaves the whole machine or nothing, and can be run again',
    async part => {
      const dataDir = path.join(root, `import-${part}`)
      const killed = await runAndKill('import-machine', { dataDir, inputDir: file }, part * importMs)
      const core = await open(dataDir)
      const machines = await core.client.call('machines.list', {})
      if (killed.hasEnded) expect(machines).toHaveLength(1)
      for (const { recordings } of machines) expect(recordings).toBe(FILES)
      expect(readdirSync(path.join(dataDir, 'uploads'))).toEqual([])
      const [job] = await core.client.call('jobs.list', {})
      if (machines.length === 0) {
        expect(job?.state).toBe('interrupted')
        const { jobId } = await core.client.call('jobs.retry', { jobId: job?.id ?? '' })
        await expect
          .poll(async () => (await core.client.call('jobs.get', { jobId })).state, { timeout: 60_000 })
          .toBe('done')
        expect((await core.client.call('machines.list', {}))[0]?.recordings).toBe(FILES)
      }
      await core.close()
      expect(await flawsOf(dataDir)).toEqual([])
    }
  )
})
