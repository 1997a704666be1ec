import { describe, expect, it } from 'vitest'
import type { TrainingPoint } from '../../../../electron/contract/models.ts'
import {
  formatLoss,
  needsLogarithm,
  placeInTraining,
  sampled,
  summaryOf,
  withPoint
} from '../../../../renderer/src/features/model/training-curve.ts'

const point = (epoch: number, loss: number, validationLoss: number | null = null): TrainingPoint => ({
  epoch,
  epochs: 10,
  loss,
  validationLoss,
  remainingS: null
})

describe('withPoint', () => {
  it('adds an epoch at the end', () => {
    expect(withPoint([point(1, 3)], point(2, 2)).map(({ epoch }) => epoch)).toEqual([1, 2])
  })

  it('replaces an epoch that comes again after an interruption', () => {
    expect(withPoint([point(1, 3), point(2, 2)], point(2, 1.5)).map(({ loss }) => loss)).toEqual([3, 1.5])
  })

  it('puts an epoch that comes late in its place', () => {
    expect(withPoint([point(1, 3), point(3, 1)], point(2, 2)).map(({ epoch }) => epoch)).toEqual([1, 2, 3])
  })
})

describe('placeInTraining', () => {
  const network = (number: number, epoch: number, epochs: number): TrainingPoint => ({
    ...point(epoch, 1),
    ...{ epochs, network: number, networks: 2 }
  })
  const stands = (points: readonly TrainingPoint[]) => placeInTraining(points, points.at(-1) ?? point(0, 0))

  it('is the round of the only network', () => {
    expect(stands([point(1, 3), point(2, 2)])).toEqual({ network: 1, networks: 1, epoch: 2, epochs: 10 })
  })

  it('counts the rounds of each network by itself', () => {
    const first = [network(1, 1, 60), network(1, 2, 60)]
    expect(stands(first)).toEqual({ network: 1, networks: 2, epoch: 2, epochs: 30 })
    // A time limit ended the first network after two rounds.
    expect(stands([...first, network(2, 3, 32)])).toEqual({ network: 2, networks: 2, epoch: 1, epochs: 30 })
  })
})

describe('summaryOf', () => {
  it('is nothing before the first epoch', () => {
    expect(summaryOf([])).toBeNull()
  })

  it('names the first, the last and the best loss on clips left out', () => {
    expect(summaryOf([point(1, 3, 3.2), point(2, 2, 2.1), point(3, 1, 2.4)])).toEqual({
      epoch: 3,
      first: 3,
      last: 1,
      best: { epoch: 2, loss: 2.1 }
    })
  })

  it('has no best where no clip is left out', () => {
    expect(summaryOf([point(1, 3)])?.best).toBeNull()
  })
})

describe('the picture of a curve', () => {
  it('is logarithmic where the loss falls far and stays above zero', () => {
    expect(needsLogarithm([point(1, 400), point(2, 12)])).toBe(true)
    expect(needsLogarithm([point(1, 4), point(2, 1.2)])).toBe(false)
    expect(needsLogarithm([point(1, 4), point(2, -1)])).toBe(false)
  })

  it('counts the loss on clips left out', () => {
    expect(needsLogarithm([point(1, 2, 40), point(2, 2, 1)])).toBe(true)
  })

  it.each([
    [0.01234, '0.0123'],
    [4.5678, '4.57'],
    [312.4, '312'],
    [-1.25, '−1.25'],
    [0.00001, '1.0e−5'],
    [0, '0'],
    [Number.NaN, '–']
  ])('writes %s with three figures', (loss, text) => {
    expect(formatLoss(loss)).toBe(text)
  })

  it('has at most so many rows in its table, with both ends', () => {
    const rows = sampled(
      Array.from({ length: 100 }, (_, index) => index + 1),
      5
    )
    expect(rows).toEqual([1, 26, 51, 75, 100])
    expect(sampled([1, 2], 5)).toEqual([1, 2])
  })
})
