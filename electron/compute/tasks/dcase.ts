import { mkdir } from 'node:fs/promises'
import type { DcaseInput, DcaseRun } from '../../contract/dcase.ts'
import { AppError } from '../../contract/errors.ts'
import { SYSTEMS } from '../../ml/detectors/systems.ts'
import { evaluateFolder } from '../dcase/evaluate.ts'
import { readGroundTruth } from '../dcase/ground-truth.ts'
import type { GroundTruth } from '../dcase/ground-truth.ts'
import type { DataSet } from '../dcase/layouts/types.ts'
import { listDataSet } from '../dcase/list-data-set.ts'
import {
  copyResultFiles,
  hasResultFiles,
  PARTIAL,
  truthOfNames,
  writeGroundTruth
} from '../dcase/run/result-files.ts'
import { runSeed } from '../dcase/run/run-seed.ts'
import { isOwnFolder, openState, seedDir } from '../dcase/run/state.ts'
import type { RunState } from '../dcase/run/state.ts'
import { chooseSections, planUnit } from '../dcase/run/units.ts'
import type { Unit } from '../dcase/run/units.ts'
import type { TaskRunner } from '../serve.ts'

interface Planned {
  readonly units: readonly Unit[]
  readonly refused: readonly { readonly machine: string; readonly section: string; readonly reason: string }[]
}

const planUnits = async (
  dataSet: DataSet,
  input: DcaseInput,
  signal: AbortSignal,
  warn: (message: string) => void
): Promise<Planned> => {
  const chosen = chooseSections(dataSet, input.machines)
  const units: Unit[] = []
  const refused: { machine: string; section: string; reason: string }[] = []
  for (const section of chosen) {
    signal.throwIfAborted()
    const isAlone = dataSet.sections.filter(({ machine }) => machine === section.machine).length === 1
    const planned = await planUnit(section, input, isAlone, warn)
    if ('unit' in planned) units.push(planned.unit)
    else refused.push({ machine: section.machine, section: section.section, reason: planned.reason })
  }
  return { units, refused }
}

/** The ground truth for these units: that of a folder where one is given, else what the names say. */
const truthFor = async (
  units: readonly Unit[],
  { groundTruthDir, outDir }: DcaseInput,
  dataSet: DataSet,
  warn: (message: string) => void
): Promise<GroundTruth | null> => {
  if (groundTruthDir === null) {
    const truth = truthOfNames(units, dataSet.rule)
    if (truth === null)
      warn('The labels of the test recordings are hidden: no figures without --ground-truth')
    else await writeGroundTruth(outDir, truth)
    return truth
  }
  const { places, rule } = await readGroundTruth(groundTruthDir)
  const wanted = new Set(units.map(({ machine, section }) => `${machine} ${section}`))
  const own = places.filter(({ machine, section }) => wanted.has(`${machine} ${section}`))
  const known = new Set(own.map(({ machine, section }) => `${machine} ${section}`))
  for (const name of wanted) if (!known.has(name)) warn(`${name} is not in the ground truth`)
  return own.length === 0 ? null : { places: own, rule }
}

/** Figures of every seed whose machines are all done; the official score only where none of them failed. */
const evaluateSeeds = async (
  units: readonly Unit[],
  seeds: readonly number[],
  truth: GroundTruth | null,
  state: RunState,
  outDir: string
): Promise<DcaseRun['results']> => {
  const results: DcaseRun['results'][number][] = []
  for (const seed of seeds) {
    const done = new Set(
      units.filter(unit => state.isDone(seed, unit)).map(({ machine, section }) => `${machine} ${section}`)
    )
    const places = truth?.places.filter(({ machine, section }) => done.has(`${machine} ${section}`)) ?? []
    if (truth === null || places.length === 0) continue
    const evaluation = await evaluateFolder(seedDir(outDir, seed), { ...truth, places })
    const isWhole = done.size === units.length && state.run().failures.length === 0
    const warnings = evaluation.warnings.filter(
      warning => !warning.endsWith('is not in the ground truth') && !warning.startsWith(PARTIAL)
    )
    const officialScore = isWhole ? evaluation.officialScore : null
    results.push({ seed, evaluation: { ...evaluation, warnings, officialScore } })
  }
  return results
}

/** Runs a system over a DCASE data set: official result files, figures, and run.json in the results folder. */
export const dcase: TaskRunner<'dcase'> = async (input, { signal, report, emit }) => {
  const entry = SYSTEMS[input.detector]
  const warnings: string[] = []
  const warn = (message: string): void => {
    if (warnings.includes(message)) return
    warnings.push(message)
    emit({ kind: 'warning', message })
  }
  const system = await entry.load()
  const params = system.parameters(input.params)
  if (!(await isOwnFolder(input.outDir))) {
    throw new AppError('conflict', `${input.outDir} holds other files: choose an empty folder`, {
      outDir: input.outDir
    })
  }
  report(0, 'reading the data set')
  const dataSet = await listDataSet(input.dataDir)
  dataSet.warnings.forEach(warn)
  const { units, refused } = await planUnits(dataSet, input, signal, warn)
  const isVaried = entry.isSeeded || input.seeds.length === 1
  if (!isVaried) warn(`${input.detector} does not depend on the seed: it runs once`)
  const seeds = isVaried ? input.seeds : input.seeds.slice(0, 1)
  await mkdir(input.outDir, { recursive: true })
  const { isJoint } = entry
  const isThere = (seed: number, unit: Unit): Promise<boolean> =>
    hasResultFiles(seedDir(input.outDir, seed), unit, dataSet.rule)
  const state = await openState({ input, params, dataSet, units, seeds, isJoint, isThere })
  for (const seed of seeds) for (const one of refused) state.fail({ seed, ...one })
  const bench = { input, system, params, isJoint, rule: dataSet.rule, state, signal, warn }
  for (const [index, seed] of seeds.entries()) {
    signal.throwIfAborted()
    await runSeed(units, seed, bench, (fraction, message) =>
      report((index + fraction) / seeds.length, seeds.length > 1 ? `seed ${seed}: ${message}` : message)
    )
  }
  const [first] = seeds
  const isPartial = ({ machine, section }: Unit): boolean =>
    state
      .run()
      .failures.some(
        one =>
          one.seed === first && one.machine === machine && one.section === section && one.scored !== undefined
      )
  const done = units.filter(unit => first !== undefined && (state.isDone(first, unit) || isPartial(unit)))
  if (first !== undefined)
    await copyResultFiles(seedDir(input.outDir, first), input.outDir, done, dataSet.rule)
  const truth = units.length === 0 ? null : await truthFor(units, input, dataSet, warn)
  const results = await evaluateSeeds(units, seeds, truth, state, input.outDir)
  for (const { evaluation } of results) evaluation.warnings.forEach(warn)
  const engines = new Set(state.run().done.flatMap(({ engine }) => engine ?? []))
  if (engines.size > 1) warn(`Networks were trained on several engines: ${[...engines].join('; ')}`)
  await state.finish(results, warnings)
  return state.run()
}
