import { describe, expect, it } from 'vitest'
import { ADAM, adamRates } from '../../../../electron/ml/engine/step/adam.ts'

describe('the rates of Adam', () => {
  it("make m·rate / (√v + epsilon) PyTorch's update", () => {
    const [learningRate, m, v] = [0.01, 0.3, 0.02]
    for (const step of [1, 2, 50, 10_000]) {
      const { rate, epsilon } = adamRates(step, learningRate)
      const mean = m / (1 - ADAM.beta1 ** step)
      const root = Math.sqrt(v / (1 - ADAM.beta2 ** step))
      const wanted = (learningRate * mean) / (root + ADAM.epsilon)
      expect(Math.abs((rate * m) / (Math.sqrt(v) + epsilon) / wanted - 1)).toBeLessThan(1e-12)
    }
  })
})
