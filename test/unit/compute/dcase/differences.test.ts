import { describe, expect, it } from 'vitest'
import type { DcaseRun } from '../../../../electron/contract/dcase.ts'
import { differencesOf } from '../../../../electron/compute/dcase/run/differences.ts'
import type { RunPlan } from '../../../../electron/compute/dcase/run/plan.ts'
import type { Unit } from '../../../../electron/compute/dcase/run/units.ts'

const unit = (machine: string, files: string): Unit => ({
  ...{ key: machine, machine, section: '00', train: [], test: [], unscored: [], clipLengthS: 1, files }
})

const plan = (
  units: readonly Unit[],
  input: Partial<RunPlan['input']> = {},
  params: RunPlan['params'] = { decay: 1 }
): RunPlan => ({
  input: {
    ...{ dataDir: '/data/dev', outDir: '/out', cacheDir: '/cache', detector: 'twfr-gmm', params: {} },
    ...{ machines: null, seeds: [1], channel: 1, clipLengthS: null, usesSupplemental: false },
    ...{ groundTruthDir: null, budgetS: null, again: false, appVersion: '1.0.0' },
    ...input
  },
  params,
  dataSet: { layout: '2022-2026', rule: 'sections', sections: [], warnings: [] },
  units,
  seeds: [1],
  isJoint: true,
  isThere: async () => true
})

const before: DcaseRun = {
  ...{ format: 1, detector: 'twfr-gmm', params: { decay: 1 }, seeds: [1], channel: 1, clipLengthS: null },
  data: { name: 'dev', layout: '2022-2026', rule: 'sections', supplemental: false },
  ...{ budgetS: null, versions: { earshot: '1.0.0' }, fingerprint: 'f' },
  done: ['fan', 'pump'].map(machine => ({
    ...{ seed: 1, machine, section: '00', files: 'x', trainClips: 1, testRecordings: 1, clipLengthS: 1 },
    ...{ threshold: 1, epochs: null, engine: null, seconds: 1, finishedAt: '' }
  })),
  ...{ failures: [], warnings: [], results: [] }
}
const [FAN, PUMP] = [unit('fan', 'x'), unit('pump', 'x')]

describe('in what a results folder differs is said', () => {
  it.each<[string, RunPlan]>([
    ['--param decay (1 there, 0.5 asked for)', plan([FAN, PUMP], {}, { decay: 0.5 })],
    ['--param order (none there, 2 asked for)', plan([FAN, PUMP], {}, { decay: 1, order: 2 })],
    ['version of Earshot (1.0.0 there, 1.0.1 asked for)', plan([FAN, PUMP], { appVersion: '1.0.1' })],
    ['--channel (1 there, 2 asked for)', plan([FAN, PUMP], { channel: 2 })],
    ['--clip-seconds (none there, 2 asked for)', plan([FAN, PUMP], { clipLengthS: 2 })],
    ['--supplemental (false there, true asked for)', plan([FAN, PUMP], { usesSupplemental: true })],
    ['--time-budget in seconds (none there, 60 asked for)', plan([FAN, PUMP], { budgetS: 60 })],
    ['recordings of pump section 00', plan([FAN, unit('pump', 'y')])],
    ['machines (pump section 00 there, not asked for)', plan([FAN])],
    ['machines (valve section 00 asked for, not there)', plan([FAN, PUMP, unit('valve', 'x')])]
  ])('as %s', (wanted, asked) => {
    expect(differencesOf(before, asked)).toBe(wanted)
  })
})
