import { expect, it } from 'vitest'
import { createTimeLeft } from '../../../../electron/compute/detector/time-left.ts'

const timed = (budgetS: number) => {
  let nowS = 0
  const left = createTimeLeft(budgetS, () => nowS)
  return (atS: number, fraction: number, message: string): number | null => {
    nowS = atS
    left.at(fraction, message)
    return left.seconds()
  }
}

it('counts the parts of a training that are still to come, by the pace since its first step', () => {
  const after = timed(Infinity)
  expect(after(30, 0.05, 'spectra of the clips')).toBeNull()
  expect(after(31, 0.1, 'training')).toBeNull()
  expect(after(41, 0.3, 'training')).toBeCloseTo(35)
  expect(after(51, 0.5, 'training without held-out part 1')).toBeCloseTo(25)
  expect(after(76, 1, 'training without held-out part 2')).toBe(0)
})

it('is no more than what the time limit leaves', () => {
  const after = timed(20)
  after(0, 0, 'training')
  expect(after(10, 0.1, 'training')).toBe(10)
  expect(after(25, 0.2, 'training')).toBe(0)
})
