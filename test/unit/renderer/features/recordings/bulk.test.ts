import { describe, expect, it } from 'vitest'
import { portionsOf } from '../../../../../renderer/src/features/recordings/portions.ts'
import { undoUpdates } from '../../../../../renderer/src/features/recordings/undo-groups.ts'
import { useSelection } from '../../../../../renderer/src/features/recordings/use-selection.ts'

describe('undo of a bulk edit', () => {
  it('puts back every former state with one update each', () => {
    const before = (
      recordingId: string,
      label: 'normal' | 'unknown',
      attributes: Record<string, string> = {}
    ) => ({
      recordingId,
      label,
      domain: null,
      attributes
    })
    const updates = undoUpdates([
      before('a', 'unknown'),
      before('b', 'normal'),
      before('c', 'unknown'),
      before('d', 'unknown', { speed: '1', load: '2' }),
      before('e', 'unknown', { load: '2', speed: '1' })
    ])
    expect(updates.map(update => [update.label, update.recordingIds])).toEqual([
      ['unknown', ['a', 'c']],
      ['normal', ['b']],
      ['unknown', ['d', 'e']]
    ])
  })
})

describe('portions of a bulk edit', () => {
  it('hold every recording once and stay below what one call takes', () => {
    const ids = Array.from({ length: 20_028 }, (_, index) => `r${index}`)
    const portions = portionsOf(ids)
    expect(portions.flat()).toEqual(ids)
    expect(Math.max(...portions.map(portion => portion.length))).toBeLessThanOrEqual(20_000)
    expect(portionsOf([])).toEqual([])
  })
})

describe('the selection', () => {
  it('toggles, adds and clears by id', () => {
    const selection = useSelection()
    selection.toggle('a')
    selection.add(['b', 'c', 'a'])
    selection.toggle('b')
    expect([...selection.ids.value]).toEqual(['a', 'c'])
    selection.clear()
    expect(selection.count.value).toBe(0)
  })
})
