import type { MachineState } from '../../../../electron/contract/common.ts'
import type { MachineSummary } from '../../../../electron/contract/machines.ts'

export const OVERVIEW_SORTS = ['state', 'name', 'site', 'heard', 'findings', 'model', 'normals'] as const
export type OverviewSort = (typeof OVERVIEW_SORTS)[number]

/** Most urgent first. */
const URGENCY: Record<MachineState, number> = { alarm: 0, monitor: 1, unknown: 2, acceptable: 3 }

const byName = (a: MachineSummary, b: MachineSummary): number =>
  a.machine.name.localeCompare(b.machine.name, undefined, { numeric: true })

const COMPARE: Record<OverviewSort, (a: MachineSummary, b: MachineSummary) => number> = {
  state: (a, b) => URGENCY[a.state] - URGENCY[b.state] || b.openFindings - a.openFindings,
  name: byName,
  site: (a, b) => a.machine.site.localeCompare(b.machine.site),
  heard: (a, b) => (b.lastHeardAt ?? '').localeCompare(a.lastHeardAt ?? ''),
  findings: (a, b) => b.openFindings - a.openFindings,
  model: (a, b) => (b.modelCreatedAt ?? '').localeCompare(a.modelCreatedAt ?? ''),
  normals: (a, b) => b.normals - a.normals
}

/** Machines in the order of a column, the most telling first (reversed on demand); equals by name. */
export const sortMachines = (
  all: readonly MachineSummary[],
  sort: OverviewSort,
  isReversed: boolean
): MachineSummary[] => {
  const sign = isReversed ? -1 : 1
  return [...all].sort((a, b) => sign * COMPARE[sort](a, b) || byName(a, b))
}
