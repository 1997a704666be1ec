import { beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../../support/engine.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { plainOperations } from '../../../electron/ml/engine/operations/index.ts'
import type { Normalisation, Operations } from '../../../electron/ml/engine/operations/index.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import type { Tensor, Tf } from '../../../electron/ml/engine/types.ts'
import { patternTensor } from '../../support/networks.ts'

/** An operation of tensors of some shapes. */
interface Case {
  readonly name: string
  readonly shapes: readonly number[][]
  readonly run: (tf: Tf, ops: Operations, inputs: readonly Tensor[]) => Tensor
}

const CASES: readonly Case[] = [
  { name: 'relu', shapes: [[3, 5]], run: (_, ops, [x]) => ops.relu(given(x)) },
  { name: 'sigmoid', shapes: [[3, 5]], run: (_, ops, [x]) => ops.sigmoid(given(x)) },
  { name: 'square', shapes: [[3, 5]], run: (_, ops, [x]) => ops.square(given(x)) },
  { name: 'addBias', shapes: [[2, 3, 4, 5], [5]], run: (_, ops, [x, b]) => ops.addBias(given(x), given(b)) },
  { name: 'softmaxRows', shapes: [[4, 6]], run: (_, ops, [x]) => ops.softmaxRows(given(x)) },
  { name: 'sum', shapes: [[3, 4, 5]], run: (_, ops, [x]) => ops.sum(given(x), [0, 2]) },
  { name: 'mean', shapes: [[3, 4, 5]], run: (_, ops, [x]) => ops.mean(given(x), [1], true) },
  {
    name: 'convolve, padded on one side',
    shapes: [
      [2, 6, 7, 3],
      [3, 3, 3, 4]
    ],
    run: (_, ops, [x, f]) =>
      ops.convolve(
        given(x),
        given(f),
        [2, 1],
        [
          [1, 0],
          [2, 1]
        ]
      )
  },
  {
    name: 'convolveTransposed',
    shapes: [
      [2, 3, 4, 5],
      [3, 3, 2, 5]
    ],
    run: (_, ops, [x, f]) =>
      ops.convolveTransposed(
        given(x),
        given(f),
        [6, 8],
        [2, 2],
        [
          [1, 0],
          [1, 0]
        ]
      )
  },
  {
    name: 'normaliseBatch',
    shapes: [[6, 4], [4], [4]],
    run: (tf, ops, [x, scale, offset]) => ops.normaliseBatch(given(x), normalisation(tf, scale, offset))
  },
  {
    name: 'normaliseBatch of a picture without scale and offset',
    shapes: [[2, 3, 2, 4]],
    run: (tf, ops, [x]) => ops.normaliseBatch(given(x), normalisation(tf))
  }
]

const given = (tensor: Tensor | undefined): Tensor => {
  if (tensor === undefined) throw new Error('An input is missing')
  return tensor
}

const normalisation = (tf: Tf, scale?: Tensor, offset?: Tensor): Normalisation => ({
  scale: scale ?? null,
  offset: offset ?? null,
  mean: tf.variable(tf.zeros([4]), false),
  variance: tf.variable(tf.ones([4]), false),
  momentum: 0.1,
  epsilon: 1e-3
})

describe.skipIf(!isTensorflowInstalled())(
  'operations [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await openTestEngine()
    })

    /** Result and gradients by every input of the sum of squares of the result. */
    const everything = (ops: Operations, { shapes, run }: Case): number[][] => {
      const { tf } = engine
      return tf.tidy(() => {
        const inputs = shapes.map((shape, index) => patternTensor(tf, shape, index, -1))
        const result = run(tf, ops, inputs)
        const gradients = tf.grads((...all: Tensor[]) => tf.sum(tf.mul(run(tf, ops, all), 3)))(inputs)
        return [result, ...gradients].map(tensor => [...tensor.dataSync()])
      })
    }

    it.each(CASES)('$name is the same in native and plain form, gradients included', networkCase => {
      expect(engine.ops.kind).toBe('native')
      const native = everything(engine.ops, networkCase)
      const plain = everything(plainOperations(engine.tf), networkCase)
      expect(native.length).toBe(plain.length)
      for (const [index, values] of native.entries()) {
        expect(values.length).toBe(plain[index]?.length)
        for (const [at, value] of values.entries()) expect(value).toBeCloseTo(plain[index]?.[at] ?? NaN, 4)
      }
    })

    it('moves the running averages as PyTorch does, the variance without bias', () => {
      const { tf } = engine
      for (const ops of [engine.ops, plainOperations(tf)]) {
        tf.tidy(() => {
          const layer = normalisation(tf)
          ops.normaliseBatch(tf.tensor2d([1, 1, 1, 1, 3, 3, 3, 3, 5, 5, 5, 5], [3, 4]), layer)
          expect(layer.mean.dataSync()[0]).toBeCloseTo(0.3, 6)
          expect(layer.variance.dataSync()[0]).toBeCloseTo(0.9 + 0.4, 6)
          layer.mean.dispose()
          layer.variance.dispose()
        })
      }
    })

    it('takes the magnitudes of a spectrum of any length', () => {
      const { tf, ops } = engine
      const samples = Float32Array.from({ length: 30 }, (_, index) =>
        Math.cos((2 * Math.PI * 3 * index) / 30)
      )
      const found = tf.tidy(() => ops.magnitudes(tf.tensor2d(samples, [1, 30])).dataSync())
      expect(found.length).toBe(16)
      expect(found[3]).toBeCloseTo(15, 4)
      expect(found[4]).toBeCloseTo(0, 4)
    })
  }
)
