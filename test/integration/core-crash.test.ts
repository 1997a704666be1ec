import { cpSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { computeForTests, temporaryFolder } from '../support/compute.ts'
import { flawsOf, recover, runAndKill, writeCrashInput } from '../support/crash.ts'

const FILES = 30
/** Moments as parts of the undisturbed time; `npm run bench -- crash` tries twenty of each. */
const MOMENTS = [0.15, 0.5, 0.85]

describe('a host that is killed', () => {
  const compute = computeForTests()
  const root = temporaryFolder()
  const inputDir = path.join(root, 'input')
  const wholeDir = path.join(root, 'whole')
  let importMs = 0
  beforeAll(async () => {
    writeCrashInput(inputDir, FILES)
    const whole = await runAndKill('import', { dataDir: wholeDir, inputDir }, 120_000)
    expect(whole).toMatchObject({ hasEnded: true, reported: FILES })
    importMs = whole.elapsedMs
  }, 150_000)

  it.each(MOMENTS)('at %d of an import loses nothing that was reported', async part => {
    const dataDir = path.join(root, `import-${part}`)
    const killed = await runAndKill('import', { dataDir, inputDir }, part * importMs)
    const found = await recover(dataDir, compute)
    expect(found.total).toBeGreaterThanOrEqual(killed.reported)
    if (!killed.hasEnded) {
      expect(found).toMatchObject({ state: 'interrupted', retried: 'done' })
      expect(found.message).toContain('run it again')
    }
    expect(found.totalAfter).toBe(FILES)
    expect(await flawsOf(dataDir)).toEqual([])
  })

  it.each(MOMENTS)('at %d of a fit leaves a whole model or none', async part => {
    const dataDir = path.join(root, `fit-${part}`)
    cpSync(wholeDir, dataDir, { recursive: true })
    const killed = await runAndKill('fit', { dataDir, inputDir }, part * importMs)
    const found = await recover(dataDir, compute)
    expect(found.total).toBe(FILES)
    expect(found.models).toBeLessThanOrEqual(1)
    expect(found.state).toBe(killed.hasEnded ? 'done' : 'interrupted')
    if (!killed.hasEnded) expect(found.retried).toBe('done')
    expect(found.modelsAfter).toBeGreaterThanOrEqual(1)
    expect(await flawsOf(dataDir)).toEqual([])
  })
})
