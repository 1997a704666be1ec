import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mt19937 from '@stdlib/random-base-mt19937'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { flawsOf, recover, runAndKill, writeCrashInput, type CrashPhase } from '../support/crash.ts'

const FILES = 150
const MOMENTS = 20
const LARGEST = 0xffffffff

/** Kills a host at random moments of imports and fits and reports what the next start found. [MOMENTS] [SEED] */
export const run = async (args: readonly string[]): Promise<void> => {
  const moments = Number(args[0] ?? MOMENTS)
  const seed = Number(args[1] ?? 1)
  const next = mt19937.factory({ seed })
  const root = mkdtempSync(path.join(tmpdir(), 'earshot-crash-'))
  const inputDir = path.join(root, 'input')
  const wholeDir = path.join(root, 'whole')
  const compute = createCompute({ log: () => undefined })
  const problems: string[] = []

  const round = async (phase: CrashPhase, index: number, wholeMs: number): Promise<boolean> => {
    const dataDir = path.join(root, `${phase}-${index}`)
    if (phase === 'fit') cpSync(wholeDir, dataDir, { recursive: true })
    const killed = await runAndKill(phase, { dataDir, inputDir }, (next() / LARGEST) * wholeMs)
    const found = await recover(dataDir, compute)
    const flaws = await flawsOf(dataDir)
    const lost = killed.reported - found.total
    if (lost > 0) flaws.push(`${lost} reported recordings are gone`)
    if (!killed.hasEnded && found.retried !== 'done')
      flaws.push(`the second run ended ${found.retried ?? 'not at all'}`)
    if (found.totalAfter !== FILES) flaws.push(`${found.totalAfter} recordings after the second run`)
    problems.push(...flaws.map(flaw => `${phase} ${index}: ${flaw}`))
    rmSync(dataDir, { recursive: true, force: true })
    return !killed.hasEnded
  }

  try {
    writeCrashInput(inputDir, FILES)
    const whole = await runAndKill('import', { dataDir: wholeDir, inputDir }, 600_000)
    const fitDir = path.join(root, 'fit-whole')
    cpSync(wholeDir, fitDir, { recursive: true })
    const fit = await runAndKill('fit', { dataDir: fitDir, inputDir }, 600_000)
    for (const [phase, wholeMs] of [
      ['import', whole.elapsedMs],
      ['fit', fit.elapsedMs]
    ] as const) {
      let killed = 0
      for (let index = 0; index < moments; index += 1) {
        if (await round(phase, index, wholeMs)) killed += 1
      }
      console.log(`${phase}: killed ${killed} times in the middle, ${moments - killed} after the end`)
    }
    for (const problem of problems) console.log(problem)
    console.log(problems.length === 0 ? 'Nothing lost, nothing left behind.' : `${problems.length} problems`)
    if (problems.length > 0) process.exitCode = 1
  } finally {
    await compute.close()
    rmSync(root, { recursive: true, force: true })
  }
}
