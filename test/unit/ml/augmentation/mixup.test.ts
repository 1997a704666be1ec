import { describe, expect, it } from 'vitest'
import { drawMixup } from '../../../../electron/ml/augmentation/mixup.ts'
import { createRandomSource } from '../../../../electron/ml/random.ts'

describe('mixup', () => {
  it('gives every row one partner and a weight, the same for the same seed', () => {
    const draw = drawMixup(createRandomSource(3), 8)
    expect([...draw.partners].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(draw.weights.every(weight => weight >= 0 && weight < 1)).toBe(true)
    expect(drawMixup(createRandomSource(3), 8)).toEqual(draw)
  })

  it('leaves the rows whole that are not chosen', () => {
    const { weights } = drawMixup(createRandomSource(1), 1000, 0.5)
    const whole = weights.filter(weight => weight === 1).length
    // Binomial(1000, 1/2): six standard deviations are 95.
    expect(Math.abs(whole - 500)).toBeLessThan(95)
  })
})
