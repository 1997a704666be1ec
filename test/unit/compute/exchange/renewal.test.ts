import { describe, expect, it } from 'vitest'
import { createRenewal } from '../../../../electron/compute/exchange/renewal.ts'
import { testId } from '../../../support/machine-file.ts'

const [known, other] = [testId('1'), testId('2')]

describe('renewed identifiers', () => {
  it('are the same for the same, others for another import, and UUIDs', () => {
    const first = createRenewal('job a').adopt(known)
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u)
    expect(createRenewal('job a').adopt(known)).toBe(first)
    expect(createRenewal('job b').adopt(known)).not.toBe(first)
    expect(createRenewal('job a').adopt(other)).not.toBe(first)
  })

  it('stay as they are without a salt', () => {
    const renewal = createRenewal(null)
    expect(renewal.adopt(known)).toBe(known)
    expect(renewal.withinText(`"${known}"`)).toBe(`"${known}"`)
  })

  it('are replaced within values and texts wherever they are known, and nothing else is', () => {
    const renewal = createRenewal('job')
    const renewed = renewal.adopt(known)
    expect(renewal.within({ a: [known, other, 1, null], b: { c: `x ${known}` } })).toEqual({
      a: [renewed, other, 1, null],
      b: { c: `x ${known}` }
    })
    expect(renewal.withinText(`{"id":"${known}","group":"${other}"}`)).toBe(
      `{"id":"${renewed}","group":"${other}"}`
    )
  })
})
