import { describe, expect, it } from 'vitest'
import { sortMachines } from '../../../../../renderer/src/features/overview/sort-machines.ts'
import { machineSummary } from '../../machine-summary.ts'

const all = [
  machineSummary({ name: 'quiet' }, { state: 'acceptable', normals: 40 }),
  machineSummary({ name: 'new' }, { state: 'unknown' }),
  machineSummary({ name: 'worn' }, { state: 'alarm', openFindings: 2, lastHeardAt: '2026-02-01T00:00:00Z' }),
  machineSummary({ name: 'odd' }, { state: 'monitor', openFindings: 1 }),
  machineSummary({ name: 'broken' }, { state: 'alarm', openFindings: 9 })
]
const names = (...order: [Parameters<typeof sortMachines>[1], boolean?]): string[] =>
  sortMachines(all, order[0], order[1] ?? false).map(({ machine }) => machine.name)

describe('the order of the overview', () => {
  it('has the most urgent first by state', () => {
    expect(names('state')).toEqual(['broken', 'worn', 'odd', 'new', 'quiet'])
  })

  it('can be turned round', () => {
    expect(names('state', true)).toEqual(['quiet', 'new', 'odd', 'worn', 'broken'])
  })

  it('has the latest heard first and machines never heard last', () => {
    expect(names('heard')[0]).toBe('worn')
    expect(names('normals')[0]).toBe('quiet')
  })
})
