import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../electron/ml/engine/engine-types.ts'
import { openTensorflow } from '../../../electron/ml/engine/native-engine.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { openWasm } from '../../../electron/ml/engine/wasm.ts'
import { openWebgpu } from '../../../electron/ml/engine/webgpu.ts'
import { differenceOfScale } from '../../support/differences.ts'
import { REDUCED_NETWORKS, scoreReduced, trainReduced } from '../../support/reduced-training.ts'
import { hasVulkan, NEEDS_VULKAN, useSwiftShader } from '../../support/vulkan.ts'

const isAsked = process.env.EARSHOT_TEST_LONG === '1'
const HOUR_MS = 3_600_000

/** Weights of networks that TensorFlow trained, and what it makes of them. */
const models = new Map<string, { readonly weights: Uint8Array; readonly wanted: Float32Array }>()
const trained = (name: string) => {
  const model = models.get(name)
  if (model === undefined) throw new Error(`${name} was not trained`)
  return model
}

// First of all: the last engine that was opened is the one in use.
beforeAll(async () => {
  if (!isTensorflowInstalled()) return
  const engine = openTensorflow({})
  for (const name of REDUCED_NETWORKS) {
    const { weights } = await trainReduced(engine, name, 2)
    models.set(name, { weights, wanted: await scoreReduced(engine, name, weights) })
  }
})

describe('the WebAssembly engine', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openWasm()
  })

  it('scores on one thread and refuses to train, with the reason', async () => {
    expect(engine).toMatchObject({ id: 'wasm', canTrain: false, supportsGraphs: false, threads: 1 })
    await expect(trainReduced(engine, 'tiny', 1)).rejects.toMatchObject({
      code: 'unsupported',
      message: 'The engine wasm can score but not train'
    })
  })

  it('takes the magnitudes of a clip, which its back end has no transform for', async () => {
    const { tf, ops } = engine
    const samples = Float32Array.from({ length: 16_000 }, (_, index) =>
      Math.cos((2 * Math.PI * 300 * index) / 16_000)
    )

    const magnitudes = tf.tidy(() => {
      const x = tf.tensor2d(samples, [1, 16_000])
      return ops.magnitudes(tf.concat([x, tf.zeros([1, 16_000])], 0))
    })
    const values = await magnitudes.data()
    expect(magnitudes.shape).toEqual([2, 8001])
    expect(values[300]).toBeCloseTo(8000, 1)
    expect(values[301]).toBeLessThan(0.01)
    expect(values[8001 + 300]).toBe(0)
    magnitudes.dispose()
  })
})

describe.skipIf(!isTensorflowInstalled())(
  'networks trained by TensorFlow [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    it.each(REDUCED_NETWORKS)('score the same on WebAssembly: %s', async name => {
      const { weights, wanted } = trained(name)
      const engine = await openWasm()
      const before = engine.memory()
      expect(differenceOfScale(await scoreReduced(engine, name, weights), wanted)).toBeLessThan(1e-4)
      expect(engine.memory()).toEqual(before)
    })

    const onWebgpu = hasVulkan ? (isAsked ? REDUCED_NETWORKS : (['tiny'] as const)) : []
    it.skipIf(!hasVulkan).each(onWebgpu)(
      `score the same on WebGPU ${NEEDS_VULKAN}: %s`,
      async name => {
        const { weights, wanted } = trained(name)
        useSwiftShader()
        const engine = await openWebgpu({ prefer: 'webgpu' })
        expect(differenceOfScale(await scoreReduced(engine, name, weights), wanted)).toBeLessThan(1e-3)
        engine.close()
      },
      HOUR_MS
    )
  }
)
