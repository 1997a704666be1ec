import { describe, expect, it } from 'vitest'
import { convolutionGradients, matrixProduct } from '../../../../electron/ml/engine/reference.ts'
import type { ConvolutionShape } from '../../../../electron/ml/engine/reference.ts'

describe('matrixProduct', () => {
  it('multiplies rows by columns', () => {
    const left = Float32Array.of(1, 2, 3, 4, 5, 6)
    const right = Float32Array.of(7, 8, 9, 10, 11, 12)
    expect([...matrixProduct(left, right, 3, 2)]).toEqual([58, 64, 139, 154])
  })
})

describe('convolutionGradients', () => {
  const shape: ConvolutionShape = {
    batch: 2,
    height: 3,
    width: 4,
    channelsIn: 2,
    channelsOut: 3,
    filterSize: 3
  }
  const ramp = (length: number, step: number): Float32Array =>
    Float32Array.from({ length }, (_, index) => ((index * step) % 7) / 7 - 0.4)
  const input = ramp(48, 3)
  const filter = ramp(54, 5)
  const weight = ramp(72, 2)

  it('agrees with finite differences at the edge and in the middle', () => {
    const { byInput, byFilter } = convolutionGradients(input, filter, weight, shape)
    for (const index of [0, 11, 23, 47]) {
      expect(byInput[index]).toBeCloseTo(
        difference(input, index, changed => loss(changed, filter)),
        5
      )
    }
    for (const index of [0, 26, 53]) {
      expect(byFilter[index]).toBeCloseTo(
        difference(filter, index, changed => loss(input, changed)),
        5
      )
    }
  })

  const loss = (x: Float64Array | Float32Array, f: Float64Array | Float32Array): number => {
    let sum = 0
    for (let n = 0; n < 2; n += 1)
      for (let y = 0; y < 3; y += 1)
        for (let column = 0; column < 4; column += 1)
          for (let o = 0; o < 3; o += 1)
            sum += outputAt(x, f, n, y, column, o) * (weight[((n * 3 + y) * 4 + column) * 3 + o] ?? NaN)
    return sum
  }

  const outputAt = (
    x: Float64Array | Float32Array,
    f: Float64Array | Float32Array,
    n: number,
    y: number,
    column: number,
    o: number
  ): number => {
    let sum = 0
    for (let fy = 0; fy < 3; fy += 1)
      for (let fx = 0; fx < 3; fx += 1)
        for (let i = 0; i < 2; i += 1) {
          const [iy, ix] = [y + fy - 1, column + fx - 1]
          if (iy < 0 || iy > 2 || ix < 0 || ix > 3) continue
          sum += (x[((n * 3 + iy) * 4 + ix) * 2 + i] ?? NaN) * (f[((fy * 3 + fx) * 2 + i) * 3 + o] ?? NaN)
        }
    return sum
  }

  const difference = (
    values: Float32Array,
    index: number,
    evaluate: (changed: Float64Array) => number
  ): number => {
    const at = (shift: number): number => {
      const changed = Float64Array.from(values)
      changed[index] = (changed[index] ?? NaN) + shift
      return evaluate(changed)
    }
    return (at(1e-3) - at(-1e-3)) / 2e-3
  }
})
