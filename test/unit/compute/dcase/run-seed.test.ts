import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DcaseInput } from '../../../../electron/contract/dcase.ts'
import { listDataSet } from '../../../../electron/compute/dcase/list-data-set.ts'
import { hasResultFiles } from '../../../../electron/compute/dcase/run/result-files.ts'
import { runSeed } from '../../../../electron/compute/dcase/run/run-seed.ts'
import type { BenchContext } from '../../../../electron/compute/dcase/run/run-seed.ts'
import { openState, seedDir } from '../../../../electron/compute/dcase/run/state.ts'
import { planUnit } from '../../../../electron/compute/dcase/run/units.ts'
import type { Unit } from '../../../../electron/compute/dcase/run/units.ts'
import { SYSTEMS } from '../../../../electron/ml/detectors/systems.ts'
import { writeTree } from '../../../fixtures/dcase/trees.ts'

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-run-seed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A bench over an invented data set of two machines, run as one network over both of them. */
const benchIn = async (
  folder: string
): Promise<{ bench: BenchContext; units: Unit[]; warnings: string[] }> => {
  const warnings: string[] = []
  const input: DcaseInput = {
    dataDir: path.join(folder, 'data'),
    outDir: path.join(folder, 'out'),
    cacheDir: path.join(folder, 'cache'),
    detector: 'twfr-gmm',
    params: {},
    machines: null,
    seeds: [1],
    channel: 1,
    clipLengthS: null,
    usesSupplemental: false,
    groundTruthDir: null,
    budgetS: null,
    again: false,
    appVersion: '0.0.0'
  }
  const dataSet = await listDataSet(input.dataDir)
  const units: Unit[] = []
  for (const section of dataSet.sections) {
    const planned = await planUnit(section, input, true, message => warnings.push(message))
    if ('unit' in planned) units.push(planned.unit)
  }
  const system = await SYSTEMS['twfr-gmm'].load()
  const params = system.parameters({})
  const isThere = (seed: number, unit: Unit) =>
    hasResultFiles(seedDir(input.outDir, seed), unit, dataSet.rule)
  const state = await openState({ input, params, dataSet, units, seeds: [1], isJoint: true, isThere })
  const warn = (message: string): void => void warnings.push(message)
  const signal = new AbortController().signal
  return {
    bench: { input, system, params, isJoint: true, rule: dataSet.rule, state, signal, warn },
    units,
    warnings
  }
}

/** The same bench, ended as soon as its first machine is done. */
const interrupted = (bench: BenchContext): BenchContext => {
  const controller = new AbortController()
  const add: BenchContext['state']['add'] = async done => {
    await bench.state.add(done)
    controller.abort()
  }
  return { ...bench, signal: controller.signal, state: { ...bench.state, add } }
}

const untrainable = (bench: BenchContext): BenchContext => ({
  ...bench,
  system: {
    ...bench.system,
    fit: async () => {
      throw new Error('fitted again')
    }
  }
})

const scoresOf = (outDir: string, machine: string): string =>
  readFileSync(path.join(seedDir(outDir, 1), `anomaly_score_${machine}_section_00_test.csv`), 'utf8')

const nothing = (): void => undefined

describe('one network over all machines', () => {
  it('is kept: after an interruption it scores the other machines without being trained again', async () => {
    const [whole, parts] = [newFolder(), newFolder()]
    for (const folder of [whole, parts]) writeTree(path.join(folder, 'data'), '2023')
    const straight = await benchIn(whole)
    await runSeed(straight.units, 1, straight.bench, nothing)
    const first = await benchIn(parts)
    await expect(runSeed(first.units, 1, interrupted(first.bench), nothing)).rejects.toThrow(/abort/u)
    expect(first.bench.state.run().done).toHaveLength(1)
    const second = await benchIn(parts)
    await runSeed(second.units, 1, untrainable(second.bench), nothing)
    expect(second.bench.state.run().done).toHaveLength(2)
    for (const { machine } of second.units) {
      expect(scoresOf(second.bench.input.outDir, machine)).toBe(
        scoresOf(straight.bench.input.outDir, machine)
      )
    }
  })

  it('is trained again, with a warning, where what was kept is torn', async () => {
    const folder = newFolder()
    writeTree(path.join(folder, 'data'), '2023')
    const first = await benchIn(folder)
    await expect(runSeed(first.units, 1, interrupted(first.bench), nothing)).rejects.toThrow(/abort/u)
    writeFileSync(path.join(seedDir(first.bench.input.outDir, 1), 'model', 'model.json'), '{"torn')
    const second = await benchIn(folder)
    await runSeed(second.units, 1, second.bench, nothing)
    expect(second.bench.state.run().done).toHaveLength(2)
    expect(second.warnings).toContainEqual(expect.stringContaining('is trained again'))
  })

  it('names every machine as failed where it cannot be trained', async () => {
    const folder = newFolder()
    writeTree(path.join(folder, 'data'), '2023')
    const { bench, units } = await benchIn(folder)
    await runSeed(units, 1, { ...bench, params: { decay: 7 } }, nothing)
    const failures = bench.state.run().failures.map(({ machine, reason }) => `${machine}: ${reason}`)
    expect(failures).toEqual(units.map(({ machine }) => `${machine}: decay is a number from 0 to 1, not 7`))
  })
})

describe('a section with a recording that breaks off', () => {
  it('is scored without it, in files that are not called official, and has failed by its name', async () => {
    const folder = newFolder()
    writeTree(path.join(folder, 'data'), '2023')
    const { bench, units } = await benchIn(folder)
    const torn = 'section_00_target_test_anomaly_0000_spd_10V_mic_1.wav'
    const place = path.join(bench.input.dataDir, 'bearing/test', torn)
    const sound = readFileSync(place)
    writeFileSync(place, sound.subarray(0, 50))
    await runSeed(units, 1, bench, nothing)
    const { done, failures } = bench.state.run()
    expect(done.map(({ machine }) => machine)).toEqual(['ToyTrain'])
    expect(failures).toMatchObject([{ machine: 'bearing', scored: 7 }])
    expect(failures[0]?.reason).toContain(torn)
    const names = () => readdirSync(seedDir(bench.input.outDir, 1)).filter(name => name.includes('bearing'))
    expect(names().sort()).toEqual([
      'partial_anomaly_score_bearing_section_00_test.csv',
      'partial_decision_result_bearing_section_00_test.csv'
    ])
    writeFileSync(place, sound)
    await runSeed(units, 1, bench, nothing)
    expect(names().sort()).toEqual([
      'anomaly_score_bearing_section_00_test.csv',
      'decision_result_bearing_section_00_test.csv'
    ])
  })
})
