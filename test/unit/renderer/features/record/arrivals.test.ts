import { describe, expect, it } from 'vitest'
import { arrivalsOf } from '../../../../../renderer/src/features/record/store/arrivals.ts'

const IMPORT = { kind: 'import', machineId: 'fan', state: 'running' } as const

describe('recordings that are coming in', () => {
  it('are the takes of the machine that are being imported', () => {
    const takes = [
      { machineId: 'fan', state: 'importing' },
      { machineId: 'fan', state: 'importing' },
      { machineId: 'fan', state: 'ended' },
      { machineId: 'pump', state: 'importing' }
    ] as const
    expect(arrivalsOf('fan', takes, [IMPORT])).toBe(2)
  })

  it('are of unknown number while files are imported', () => {
    expect(arrivalsOf('fan', [], [{ ...IMPORT, state: 'queued' }])).toBe(0)
  })

  it('are none once the imports have ended, or while another machine has them', () => {
    const jobs = [{ ...IMPORT, state: 'done' } as const, { ...IMPORT, machineId: 'pump' }]
    expect(arrivalsOf('fan', [], jobs)).toBeNull()
  })

  it('are none while the machine has other work', () => {
    expect(arrivalsOf('fan', [], [{ ...IMPORT, kind: 'fit' }])).toBeNull()
  })
})
