import { describe, expect, it } from 'vitest'
import { fitText } from '../../../electron/cli/commands/fit.ts'
import { fittedModel } from '../renderer/fitted-model.ts'

const lines = (rest: Parameters<typeof fittedModel>[1]): string[] => fitText(fittedModel(2, rest)).split('\n')

describe('what is said of a fit', () => {
  it('tells the length of the sound apart from the time of the training', () => {
    expect(lines({ normals: 25, learnedS: 252 })[0]).toBe(
      'Model 2: learned from 25 recordings (4.2 min of sound).'
    )
  })

  it('says last whether the model is in use', () => {
    expect(lines({ isCurrent: true }).at(-1)).toBe('It is in use now.')
    expect(lines({ isCurrent: false }).at(-1)).toContain('It is not in use')
  })

  it('says that the time limit ended the training', () => {
    const training = { points: [], epochs: 5, trainedS: 12, budgetS: 12 }
    expect(
      lines({ detector: 'memcae', params: { epochs: 100 }, training, engine: 'tensorflow on the CPU' })[1]
    ).toBe('Trained: 5 of 100 epochs, ended by the time limit of 0.2 minutes (tensorflow on the CPU).')
    const whole = { ...training, epochs: 100 }
    expect(
      lines({
        detector: 'memcae',
        params: { epochs: 100 },
        training: whole,
        engine: 'tensorflow on the CPU'
      })[1]
    ).toBe('Trained: 100 epochs (tensorflow on the CPU).')
  })

  it('calls the default detector the better one where the check does not hold, whichever is in use', () => {
    const check = { holds: false, siblings: [], figures: [] }
    expect(lines({ detector: 'deeper', check, isCurrent: true })).toContain(
      'The check does not hold: the default detector is likely the better one.'
    )
  })
})
