import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { plainMagnitudes } from '../../../../../electron/ml/engine/operations/plain-magnitudes.ts'
import { createRandomSource } from '../../../../../electron/ml/random.ts'
import { differenceOfScale } from '../../../../support/differences.ts'

/** The same by its definition, in double precision. */
const byDefinition = (samples: Float32Array, bins: readonly number[]): number[] =>
  bins.map(bin => {
    let [re, im] = [0, 0]
    for (const [index, sample] of samples.entries()) {
      const angle = (2 * Math.PI * ((index * bin) % samples.length)) / samples.length
      re += sample * Math.cos(angle)
      im += sample * Math.sin(angle)
    }
    return Math.hypot(re, im)
  })

describe('magnitudes by matrix products', () => {
  beforeAll(() => tf.setBackend('cpu'))

  it.each([1, 2, 30, 37, 1024, 16_000])('are those of the definition for %i samples', async size => {
    const random = createRandomSource(size)
    const rows = Float32Array.from({ length: 2 * size }, () => 2 * random.uniform() - 1)
    const magnitudes = tf.tidy(() => plainMagnitudes(tf, tf.tensor2d(rows, [2, size])))
    const count = Math.floor(size / 2) + 1
    expect(magnitudes.shape).toEqual([2, count])
    const bins = Array.from({ length: Math.min(count, 50) }, (_, index) => (index * 161) % count)
    const values = await magnitudes.data<'float32'>()
    magnitudes.dispose()
    const found = bins.map(bin => values[count + bin] ?? NaN)
    expect(differenceOfScale(found, byDefinition(rows.subarray(size), bins))).toBeLessThan(1e-6)
    expect(tf.memory().numTensors).toBe(0)
  })

  it('keep the axes before the last', () => {
    expect(tf.tidy(() => plainMagnitudes(tf, tf.ones([2, 3, 8])).shape)).toEqual([2, 3, 5])
  })

  it('are refused for a size that has no factors', () => {
    expect(() => tf.tidy(() => plainMagnitudes(tf, tf.ones([1, 4099])))).toThrow(
      'cannot transform 4099 samples'
    )
  })
})
