import { describe, expect, it } from 'vitest'
import { scoringOf } from '../../../../renderer/src/features/model/scoring-state.ts'
import { fittedModel } from '../fitted-model.ts'
import { job } from '../job.ts'

const BEFORE = '2026-01-01T00:00:00.000Z'
const MADE = '2026-01-01T00:01:00.000Z'
const AFTER = '2026-01-01T00:02:00.000Z'
const candidate = fittedModel(3, { createdAt: MADE })
const fit = (rest: Parameters<typeof job>[1]) => job('fit', { machineId: candidate.machineId, ...rest })

describe('scoringOf', () => {
  it('is at work while the fit that made the version runs', () => {
    expect(scoringOf(candidate, [fit({ state: 'running', startedAt: BEFORE })])).toBe('at-work')
  })

  it('has nothing to do with a later fit, or with one of another machine', () => {
    expect(scoringOf(candidate, [fit({ state: 'running', startedAt: AFTER })])).toBe('ended')
    expect(scoringOf(candidate, [fit({ state: 'queued' })])).toBe('ended')
    const elsewhere = fit({ state: 'running', startedAt: BEFORE, machineId: 'another' })
    expect(scoringOf(candidate, [elsewhere])).toBe('ended')
  })

  it('has ended with its job, and where nothing is known of it', () => {
    expect(scoringOf(candidate, [fit({ state: 'done', result: { modelId: candidate.id } })])).toBe('ended')
    expect(scoringOf(candidate, [])).toBe('ended')
  })

  it.each(['cancelled', 'failed', 'interrupted'] as const)(
    'was cut short by a fit that was %s after it',
    state => {
      expect(scoringOf(candidate, [fit({ state, result: { modelId: candidate.id } })])).toBe('cut-short')
      expect(scoringOf(candidate, [fit({ state })])).toBe('ended')
    }
  )
})
