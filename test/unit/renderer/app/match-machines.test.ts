import { describe, expect, it } from 'vitest'
import { matchMachines } from '../../../../renderer/src/app/match-machines.ts'
import { machineSummary } from '../machine-summary.ts'

const all = [
  machineSummary({ name: 'Fan 10', site: 'Ulm' }),
  machineSummary({ name: 'Fan 2', site: 'Basel', line: 'L3' }),
  machineSummary({ name: 'Pump', kind: 'centrifugal' })
]
const names = (text: string): string[] => matchMachines(all, text).map(({ machine }) => machine.name)

describe('the search of the rail', () => {
  it('orders by name with numbers as numbers', () => {
    expect(names('')).toEqual(['Fan 2', 'Fan 10', 'Pump'])
  })

  it('finds every word in name, site, line or kind, in any case', () => {
    expect(names('FAN l3')).toEqual(['Fan 2'])
    expect(names('centri')).toEqual(['Pump'])
    expect(names('fan pump')).toEqual([])
  })
})
