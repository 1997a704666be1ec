import { describe, expect, it } from 'vitest'
import {
  changedFields,
  draftOf,
  emptyDraft,
  needsAnalysis
} from '../../../../../renderer/src/features/machine/machine-draft.ts'
import { machineFieldsSchema } from '../../../../../electron/contract/machines.ts'
import { machineSummary } from '../../machine-summary.ts'

describe('the draft of a machine', () => {
  it('sends only what was changed', () => {
    const before = draftOf(machineSummary({ name: 'Fan', site: 'Ulm' }).machine)
    expect(changedFields(before, { ...before, site: 'Basel', channel: 2 })).toEqual({
      site: 'Basel',
      channel: 2
    })
    expect(changedFields(before, { ...before })).toEqual({})
  })

  it('knows which changes make a new analysis', () => {
    expect(needsAnalysis({ site: 'Basel', ignoreLevel: true })).toBe(false)
    expect(needsAnalysis({ clipLengthS: null })).toBe(true)
    expect(needsAnalysis({ channel: 3 })).toBe(true)
  })

  it('begins with what the contract takes, but for the name', () => {
    expect(machineFieldsSchema.safeParse({ ...emptyDraft('UTC'), name: 'Fan' }).success).toBe(true)
    expect(machineFieldsSchema.safeParse(emptyDraft('UTC')).success).toBe(false)
  })
})
