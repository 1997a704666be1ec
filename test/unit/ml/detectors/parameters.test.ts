import { describe, expect, it } from 'vitest'
import { readParameters } from '../../../../electron/ml/detectors/parameters.ts'
import type { ParameterSpecs } from '../../../../electron/ml/detectors/parameters.ts'

const text = { text: '', source: 'choice' }
const SPECS = {
  decay: { kind: 'number', default: 0.5, least: 0, most: 1, ...text },
  count: { kind: 'whole', default: 2, least: 1, most: 9, ...text },
  isDeep: { kind: 'flag', default: false, ...text },
  form: { kind: 'choice', default: 'full', choices: ['full', 'diagonal'], ...text }
} as const satisfies ParameterSpecs

describe('parameters', () => {
  it('are complete from nothing', () => {
    expect(readParameters(SPECS, {})).toEqual({ decay: 0.5, count: 2, isDeep: false, form: 'full' })
  })

  it('are read from texts and from values', () => {
    const wanted = { decay: 0.25, count: 3, isDeep: true, form: 'diagonal' }
    expect(readParameters(SPECS, { decay: '0.25', count: '3', isDeep: 'true', form: 'diagonal' })).toEqual(
      wanted
    )
    expect(readParameters(SPECS, wanted)).toEqual(wanted)
  })

  it.each([
    [{ decay: '2' }, 'decay is a number from 0 to 1, not "2"'],
    [{ decay: '' }, 'decay is a number from 0 to 1'],
    [{ decay: 'NaN' }, 'decay is a number from 0 to 1'],
    [{ count: 2.5 }, 'count is a whole number from 1 to 9, not 2.5'],
    [{ isDeep: 'perhaps' }, 'isDeep is true or false'],
    [{ form: 'round' }, 'form is one of full, diagonal'],
    [{ decai: 1 }, 'There is no parameter decai; it has decay, count, isDeep, form']
  ])('refuses %j by name', (given, message) => {
    expect(() => readParameters(SPECS, given)).toThrow(message)
  })
})
