import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { arch, cpus, platform } from 'node:os'
import path from 'node:path'
import type { DcaseDone, DcaseFailure, DcaseRun } from '../../../contract/dcase.ts'
import { AppError } from '../../../contract/errors.ts'
import { engineInUse } from '../../../ml/engine/in-use.ts'
import { writeAtomically } from '../../../files/atomic.ts'
import { namesIn } from '../ground-truth.ts'
import { differencesOf } from './differences.ts'
import type { RunPlan } from './plan.ts'
import type { Unit } from './units.ts'

const RUN_FILE = 'run.json'
/** Where the command line keeps features unless told otherwise. */
const CACHE_FOLDER = 'cache'

/** Folder of one seed's results. */
export const seedDir = (outDir: string, seed: number): string => path.join(outDir, `seed-${seed}`)

/** The results folder's state, written after every machine: an interrupted run goes on from it. */
export interface RunState {
  readonly run: () => DcaseRun
  readonly isDone: (seed: number, unit: Unit) => boolean
  readonly add: (done: DcaseDone) => Promise<void>
  readonly fail: (failure: DcaseFailure) => void
  readonly finish: (results: DcaseRun['results'], warnings: readonly string[]) => Promise<void>
}

const fingerprintOf = ({ input, params, units, isJoint, dataSet }: RunPlan): string => {
  const { detector, channel, clipLengthS, usesSupplemental, budgetS, appVersion } = input
  // A joint network depends on every machine; otherwise more machines may join later.
  const data = isJoint ? units.map(({ key, files }) => [key, files]) : dataSet.layout
  const parts = [detector, params, channel, clipLengthS, usesSupplemental, budgetS, appVersion, data]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

const readRun = async (file: string): Promise<DcaseRun | null> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DcaseRun
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw new AppError(
      'unreadable',
      `${file} cannot be read; run with --again to replace it`,
      { file },
      { cause }
    )
  }
}

const removeResults = async (outDir: string): Promise<void> => {
  for (const name of await namesIn(outDir)) {
    if (/^seed-\d+$/.test(name) || /^(?:partial_)?(?:anomaly_score|decision_result)_.*\.csv$/.test(name)) {
      await rm(path.join(outDir, name), { recursive: true })
    }
  }
}

/**
 * Opens the state of a results folder: what is done there with the same parameters counts, unless all is to be
 * made again. @throws AppError conflict where the folder holds other results
 */
export const openState = async (plan: RunPlan): Promise<RunState> => {
  const { input, params, dataSet, seeds, units } = plan
  const file = path.join(input.outDir, RUN_FILE)
  const fingerprint = fingerprintOf(plan)
  const before = input.again ? null : await readRun(file)
  if (input.again) await removeResults(input.outDir)
  if (before !== null && before.fingerprint !== fingerprint) {
    const made = `${before.detector} by version ${before.versions.earshot ?? '?'}`
    throw new AppError(
      'conflict',
      `${input.outDir} holds results of ${made} that differ in ${differencesOf(before, plan)}: choose another ` +
        'folder, or run with --again to replace them',
      { outDir: input.outDir }
    )
  }
  const done: DcaseDone[] = []
  for (const one of before?.done ?? []) {
    const unit = units.find(({ machine, section }) => machine === one.machine && section === one.section)
    const isKept = unit === undefined || (unit.files === one.files && (await plan.isThere(one.seed, unit)))
    if (isKept) done.push(one)
  }
  const failures: DcaseFailure[] = []
  let results: DcaseRun['results'] = []
  let warnings: readonly string[] = []
  const run = (): DcaseRun => ({
    format: 1,
    detector: input.detector,
    params,
    seeds: [...new Set([...(before?.seeds ?? []), ...seeds])].sort((a, b) => a - b),
    data: {
      name: path.basename(path.resolve(input.dataDir)),
      layout: dataSet.layout,
      rule: dataSet.rule,
      supplemental: input.usesSupplemental
    },
    channel: input.channel,
    clipLengthS: input.clipLengthS,
    budgetS: input.budgetS,
    versions: {
      earshot: input.appVersion,
      node: process.versions.node,
      platform: `${platform()} ${arch()}`,
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      engine: engineInUse() ?? before?.versions.engine ?? 'none'
    },
    fingerprint,
    done,
    failures,
    warnings,
    results
  })
  const save = (): Promise<void> =>
    writeAtomically(file, 'cache', async handle => {
      await handle.write(`${JSON.stringify(run(), null, 2)}\n`)
    })
  await save()
  return {
    run,
    isDone: (seed, { machine, section }) =>
      done.some(one => one.seed === seed && one.machine === machine && one.section === section),
    add: async one => {
      done.push(one)
      await save()
    },
    fail: failure => failures.push(failure),
    finish: async (found, said) => {
      results = found
      warnings = said
      await save()
    }
  }
}

/** Whether a folder has nothing in it but what the bench writes, or nothing at all. */
export const isOwnFolder = async (outDir: string): Promise<boolean> => {
  const names = (await namesIn(outDir)).filter(name => !name.startsWith('.') && name !== CACHE_FOLDER)
  return names.length === 0 || names.includes(RUN_FILE)
}
