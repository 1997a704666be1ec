import { describe, expect, it } from 'vitest'
import { betweenLogMagnitudes, drawSmote } from '../../../../electron/ml/augmentation/balance.ts'
import { createRandomSource } from '../../../../electron/ml/random.ts'

/** Nine samples on a line: six of class 0 at 0 to 5, two of class 1 at 10 and 11, one of class 2. */
const positions = [0, 1, 2, 3, 4, 5, 10, 11, 20]
const classes = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 2)
const distance = (a: number, b: number): number => Math.abs((positions[a] ?? 0) - (positions[b] ?? 0))

describe('SMOTE on the training data', () => {
  const draws = drawSmote(createRandomSource(2), classes, distance)

  it('fills every class up to the size of the largest, from its own samples', () => {
    const added = [0, 1, 2].map(label => draws.filter(draw => classes[draw.from] === label).length)
    expect(added).toEqual([0, 4, 5])
    expect(draws.every(draw => classes[draw.from] === classes[draw.to])).toBe(true)
    expect(draws.every(draw => draw.share >= 0 && draw.share < 1)).toBe(true)
  })

  it('names a sample without a neighbour as its own', () => {
    expect(draws.filter(draw => classes[draw.from] === 2).every(draw => draw.to === draw.from)).toBe(true)
  })

  it('takes one of the five nearest', () => {
    const many = Int32Array.from({ length: 40 }, (_, index) => (index < 10 ? 0 : 1))
    const far = drawSmote(createRandomSource(2), many, (a, b) => Math.abs(a - b))
    expect(far).toHaveLength(20)
    expect(Math.max(...far.map(draw => Math.abs(draw.from - draw.to)))).toBeLessThanOrEqual(5)
  })
})

describe('a sample between two magnitude inputs', () => {
  it('is their geometric mean at half way', () => {
    const between = betweenLogMagnitudes(Float32Array.of(1, 4), Float32Array.of(100, 9), 0.5)
    expect(between[0]).toBeCloseTo(10, 4)
    expect(between[1]).toBeCloseTo(6, 4)
  })

  it('has no infinity where a magnitude is zero', () => {
    expect(betweenLogMagnitudes(Float32Array.of(0), Float32Array.of(0), 0.5)[0]).toBeLessThan(1e-7)
  })
})
