import { describe, expect, it } from 'vitest'
import { chooseSteps, STEPS } from '../../../../build/check/steps.mjs'

const names = (args: readonly string[]): unknown => {
  const steps = chooseSteps(args)
  return typeof steps === 'string' ? steps : steps.map(step => step.name)
}

describe('chooseSteps', () => {
  it('is everything where nothing is asked', () => {
    expect(names([])).toEqual(STEPS.map(step => step.name))
  })

  it('takes names and groups, in the fixed order', () => {
    expect(names(['unit', 'types'])).toEqual(['types', 'unit'])
    expect(names(['lint'])).toEqual(['format', 'eslint', 'eslint-vue', 'types', 'boundaries', 'dead-code'])
  })

  it('names what there is when a name is wrong', () => {
    expect(names(['lnt'])).toMatch(/lnt.*lint.*e2e/)
  })
})
