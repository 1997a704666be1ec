import { describe, expect, it } from 'vitest'
import type { Check } from '../../../../electron/contract/index.ts'
import { STORE_DETECTOR_IDS } from '../../../../electron/contract/index.ts'
import { takesOver } from '../../../../electron/core/models/fit-again.ts'
import { SYSTEMS } from '../../../../electron/ml/detectors/systems.ts'

const check = (holds: boolean): { check: Check } => ({ check: { holds, siblings: [], figures: [] } })
const NO_CHECK = { check: null }

describe('a new version takes the place of the one in force', () => {
  it('where there is none', () => {
    for (const detector of STORE_DETECTOR_IDS) {
      expect(takesOver({ again: false, detector }, NO_CHECK, null)).toBe(true)
    }
  })

  it('where it is of the standard detector, which was asked for by its name', () => {
    expect(takesOver({ again: false, detector: 'auto' }, NO_CHECK, 'memcae')).toBe(true)
    expect(takesOver({ again: false, detector: 'memcae' }, NO_CHECK, 'memcae')).toBe(false)
  })

  it('where the same was to be fitted again, and another detector was not put in force meanwhile', () => {
    expect(takesOver({ again: true, detector: 'memcae' }, NO_CHECK, 'memcae')).toBe(true)
    expect(takesOver({ again: true, detector: 'auto' }, NO_CHECK, 'memcae')).toBe(false)
    expect(takesOver({ again: true, detector: 'memcae' }, NO_CHECK, 'auto')).toBe(false)
  })

  it('unless the check of a deeper fit does not hold', () => {
    expect(takesOver({ again: true, detector: 'deeper' }, check(true), 'deeper')).toBe(true)
    expect(takesOver({ again: true, detector: 'deeper' }, check(false), 'deeper')).toBe(false)
  })
})

describe('the parameters of a version', () => {
  it.each(Object.keys(SYSTEMS).filter(id => id !== 'auto'))('of %s are taken by the next fit', async id => {
    const entry = Object.entries(SYSTEMS).find(([name]) => name === id)?.[1]
    const system = await entry?.load()
    const complete = { ...system?.parameters({}) }
    expect(system?.parameters(complete)).toEqual(complete)
  })

  it('of a deeper fit are taken by the next one', async () => {
    const system = await SYSTEMS['dual-branch'].load()
    const complete = { ...system.parameters({}), holdOut: 0 }
    expect(system.parameters({ ...complete })).toEqual(complete)
  })
})
