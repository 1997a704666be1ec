import { describe, expect, it } from 'vitest'
import { scoreFraction } from '../../../../renderer/src/components/score-fraction.ts'
import { sparkGeometry } from '../../../../renderer/src/components/spark-geometry.ts'

describe('the bar of a score', () => {
  it('has the threshold in its middle, whatever its sign', () => {
    for (const threshold of [-3, 0, 0.2, 2.4, 80]) expect(scoreFraction(threshold, threshold)).toBe(0.5)
  })

  it('is longer for a higher score and never leaves the track', () => {
    const scores = [-50, 0, 1, 2, 2.4, 3, 10, 100, 1e6]
    const fractions = scores.map(score => scoreFraction(score, 2.4))
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions[0]).toBe(0)
    expect(fractions.at(-1)).toBeLessThanOrEqual(1)
  })
})

describe('the bar of a score on a scale of its own', () => {
  it('shows normals short and the rest of the scale apart from them', () => {
    expect(scoreFraction(-320, -300, -320)).toBeCloseTo(1 / 6, 9)
    expect(scoreFraction(0.02, 0.03, 0.02)).toBeCloseTo(1 / 6, 9)
    expect(scoreFraction(-260, -300, -320)).toBeGreaterThan(0.7)
  })

  it('does without what normals score', () => {
    expect(scoreFraction(1, 2, 3)).toBe(scoreFraction(1, 2))
  })
})

describe('the sparkline', () => {
  it('keeps the threshold in sight and marks what reaches it', () => {
    const shape = sparkGeometry([1, 2, 3], 3, 100, 20)
    expect(shape.thresholdY).toBe(3)
    expect(shape.flagged.map(dot => dot.x)).toEqual([97])
    expect(sparkGeometry([1, 2], 9, 100, 20).thresholdY).toBe(3)
  })

  it('draws equal scores as a level line inside the box', () => {
    expect(sparkGeometry([2, 2], null, 100, 20).points).toBe('3.0,17.0 97.0,17.0')
  })
})
