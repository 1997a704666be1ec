import path from 'node:path'
import type { DcaseRun } from '../../../contract/dcase.ts'
import type { RunPlan } from './plan.ts'

const told = (value: unknown): string =>
  value === undefined || value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)

/** What a run asks for or a results folder was made with, by the words of a person. */
type Facts = readonly (readonly [string, unknown])[]

const factsOf = (run: DcaseRun): Facts => [
  ['detector', run.detector],
  ['version of Earshot', run.versions.earshot],
  ['layout', run.data.layout],
  ['--channel', run.channel],
  ['--clip-seconds', run.clipLengthS],
  ['--supplemental', run.data.supplemental],
  ['--time-budget in seconds', run.budgetS],
  ...Object.entries(run.params).map(([name, value]) => [`--param ${name}`, value] as const)
]

const factsAsked = ({ input, params, dataSet }: RunPlan): Facts => [
  ['detector', input.detector],
  ['version of Earshot', input.appVersion],
  ['layout', dataSet.layout],
  ['--channel', input.channel],
  ['--clip-seconds', input.clipLengthS],
  ['--supplemental', input.usesSupplemental],
  ['--time-budget in seconds', input.budgetS],
  ...Object.entries(params).map(([name, value]) => [`--param ${name}`, value] as const)
]

/** What a joint network learned from or was to learn from, where that is known to differ. */
const dataDifferences = (before: DcaseRun, { units, input, isJoint }: RunPlan): string[] => {
  if (!isJoint) return []
  const name = path.basename(path.resolve(input.dataDir))
  const found = before.done.map(one => ({
    ...one,
    unit: units.find(({ machine, section }) => machine === one.machine && section === one.section)
  }))
  const changed = found.filter(({ unit, files }) => unit !== undefined && unit.files !== files)
  const gone = found.filter(({ unit }) => unit === undefined)
  const added = units.filter(
    ({ machine, section }) => !before.done.some(one => one.machine === machine && one.section === section)
  )
  const list = (some: readonly { machine: string; section: string }[]): string =>
    [...new Set(some.map(({ machine, section }) => `${machine} section ${section}`))].join(', ')
  const sure = [
    ...(name === before.data.name ? [] : [`data set (${before.data.name} there, ${name} asked for)`]),
    ...(changed.length === 0 ? [] : [`recordings of ${list(changed)}`]),
    ...(gone.length === 0 ? [] : [`machines (${list(gone)} there, not asked for)`])
  ]
  // What was not done yet may have been asked for before: it differs only where nothing else does.
  return sure.length > 0 || added.length === 0 ? sure : [`machines (${list(added)} asked for, not there)`]
}

/** In what a results folder differs from what is asked for, with both values: never empty. */
export const differencesOf = (before: DcaseRun, plan: RunPlan): string => {
  const [old, asked] = [new Map(factsOf(before)), new Map(factsAsked(plan))]
  const names = [...new Set([...old.keys(), ...asked.keys()])]
  const facts = names
    .map(name => ({ name, there: told(old.get(name)), wanted: told(asked.get(name)) }))
    .filter(({ there, wanted }) => there !== wanted)
    .map(({ name, there, wanted }) => `${name} (${there} there, ${wanted} asked for)`)
  const all = facts.length > 0 ? facts : dataDifferences(before, plan)
  return all.length > 0 ? all.join(', ') : 'machines or recordings'
}
