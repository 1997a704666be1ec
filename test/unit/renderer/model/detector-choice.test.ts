import { describe, expect, it } from 'vitest'
import {
  budgetSeconds,
  candidatesOf,
  choicesOf,
  chosenOf,
  estimateOf,
  sharedReason
} from '../../../../renderer/src/features/model/detector-choice.ts'
import { fittedModel, offer } from '../fitted-model.ts'

const FEW = 'A fit takes at least 20 normals.'

describe('estimateOf', () => {
  it.each([
    [null, 'unknown', 0],
    [0, 'moment', 0],
    [7.9, 'moment', 0],
    [12, 'seconds', 10],
    [54, 'seconds', 50],
    [55, 'minutes', 1],
    [250, 'minutes', 4],
    [90 * 60, 'minutes', 90],
    [95 * 60, 'hours', 2],
    [5 * 3600, 'hours', 5]
  ] as const)('says %s s coarsely', (seconds, key, count) => {
    expect(estimateOf(seconds)).toEqual({ key, count })
  })
})

describe('the choice of a detector', () => {
  it('leaves out those with a button of their own', () => {
    const offers = [offer('auto'), offer('memcae'), offer('deeper')]
    expect(choicesOf(offers).map(({ id }) => id)).toEqual(['memcae'])
  })

  it('begins with the first that can be fitted', () => {
    const choices = [offer('twfr-gmm', { canFit: false, why: FEW }), offer('memcae')]
    expect(chosenOf(choices, null)?.id).toBe('memcae')
  })

  it('lets go of a wish that can no longer be fitted', () => {
    const choices = [offer('twfr-gmm'), offer('memcae', { canFit: false, why: FEW })]
    expect(chosenOf(choices, 'memcae')?.id).toBe('twfr-gmm')
  })

  it('is none where nothing can be fitted', () => {
    expect(chosenOf([offer('memcae', { canFit: false, why: FEW })], 'memcae')).toBeUndefined()
  })

  it('says once what stands in the way of all', () => {
    const none = { canFit: false, why: FEW }
    expect(sharedReason([offer('twfr-gmm', none), offer('memcae', none)])).toBe(FEW)
    expect(sharedReason([offer('twfr-gmm'), offer('memcae', none)])).toBeNull()
  })

  it('takes the time limit in minutes', () => {
    expect(budgetSeconds(3)).toBe(180)
    expect(budgetSeconds(null)).toBeNull()
  })
})

describe('candidatesOf', () => {
  const current = fittedModel(2, { isCurrent: true })

  it('holds newer versions of other detectors, newest first', () => {
    const models = [
      fittedModel(1, { detector: 'memcae' }),
      current,
      fittedModel(3, { detector: 'memcae' }),
      fittedModel(4, { detector: 'deeper' })
    ]
    expect(candidatesOf(models, []).map(({ version }) => version)).toEqual([4, 3])
  })

  it('leaves out what was put aside, and one-click fits that somebody went back from', () => {
    const aside = fittedModel(4, { detector: 'memcae' })
    expect(candidatesOf([current, fittedModel(3), aside], [aside.id])).toEqual([])
  })

  it('is empty without a version in force', () => {
    expect(candidatesOf([fittedModel(3, { detector: 'memcae' })], [])).toEqual([])
  })
})
