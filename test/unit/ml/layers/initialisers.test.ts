import { describe, expect, it } from 'vitest'
import { glorotUniform, inverseRootUniform, normal } from '../../../../electron/ml/layers/initialisers.ts'
import { createRandomSource } from '../../../../electron/ml/random.ts'

const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

describe('first values', () => {
  it("lie within Glorot's limit of a filter's inputs and outputs", () => {
    const limit = Math.sqrt(6 / (9 * 10 + 9 * 20))
    const found = largest(glorotUniform([3, 3, 10, 20], createRandomSource(1)))
    expect(found).toBeLessThan(limit)
    expect(found).toBeGreaterThan(0.98 * limit)
  })

  it('lie within one by the root of the inputs, as in PyTorch', () => {
    const found = largest(inverseRootUniform(64)([64, 100], createRandomSource(1)))
    expect(found).toBeLessThan(1 / 8)
    expect(found).toBeGreaterThan(0.98 / 8)
  })

  it('have the deviation that was asked for', () => {
    const values = normal(0.5)([100, 100], createRandomSource(2))
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.02)
    expect(Math.sqrt(variance)).toBeCloseTo(0.5, 1)
  })
})
