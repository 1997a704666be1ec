import path from 'node:path'
import type { DcaseRun } from '../../../contract/dcase.ts'
import type { RunPlan } from './plan.ts'

const told = (value: unknown): string =>
  value === undefined || value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)

/** What a run asks for or a results folder was made with. */
interface Facts extends Pick<DcaseRun, 'detector' | 'channel' | 'clipLengthS' | 'budgetS' | 'params'> {
  readonly version: string | undefined
  readonly layout: string
  readonly supplemental: boolean
}

/** Facts by the words of a person. */
const inWords = (facts: Facts): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([
    ['detector', facts.detector],
    ['version of Earshot', facts.version],
    ['layout', facts.layout],
    ['--channel', facts.channel],
    ['--clip-seconds', facts.clipLengthS],
    ['--supplemental', facts.supplemental],
    ['--time-budget in seconds', facts.budgetS],
    ...Object.entries(facts.params).map(([name, value]) => [`--param ${name}`, value] as const)
  ])

const factsOf = (run: DcaseRun): Facts => ({
  ...run,
  version: run.versions.earshot,
  layout: run.data.layout,
  supplemental: run.data.supplemental
})

const factsAsked = ({ input, params, dataSet }: RunPlan): Facts => ({
  ...{ ...input, params, layout: dataSet.layout },
  ...{ version: input.appVersion, supplemental: input.usesSupplemental }
})

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
  const [old, asked] = [inWords(factsOf(before)), inWords(factsAsked(plan))]
  const names = [...new Set([...old.keys(), ...asked.keys()])]
  const facts = names
    .map(name => ({ name, there: told(old.get(name)), wanted: told(asked.get(name)) }))
    .filter(({ there, wanted }) => there !== wanted)
    .map(({ name, there, wanted }) => `${name} (${there} there, ${wanted} asked for)`)
  const all = facts.length > 0 ? facts : dataDifferences(before, plan)
  return all.length > 0 ? all.join(', ') : 'machines or recordings'
}
