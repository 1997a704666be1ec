import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTensorflow } from '../../../electron/ml/engine/native-engine.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { openWebgpu } from '../../../electron/ml/engine/webgpu.ts'
import { zeros } from '../../../electron/ml/layers/initialisers.ts'
import { createParameterSet } from '../../../electron/ml/layers/parameter-set.ts'
import { createRandomSource } from '../../../electron/ml/random.ts'
import { createCheckpoints } from '../../../electron/ml/training/checkpoint.ts'
import { train } from '../../../electron/ml/training/loop.ts'
import { createTrainer } from '../../../electron/ml/training/trainer.ts'
import { largestDifference } from '../../support/differences.ts'
import { networkCase } from '../../support/network-cases.ts'
import { networkErrors } from '../../support/network-errors.ts'
import { networkFixture } from '../../support/networks.ts'
import { trainReduced } from '../../support/reduced-training.ts'
import { hasVulkan, NEEDS_VULKAN, useSwiftShader } from '../../support/vulkan.ts'

type WebgpuEngine = Awaited<ReturnType<typeof openWebgpu>>

const TOLERANCE = 1e-3
const isAsked = process.env.EARSHOT_TEST_LONG === '1'
const HOUR_MS = 3_600_000

const open = (): Promise<WebgpuEngine> => openWebgpu({ prefer: 'webgpu' })

describe.skipIf(!hasVulkan)(`WebGPU in Node ${NEEDS_VULKAN}`, () => {
  beforeAll(useSwiftShader)

  it('is not used by itself where the processor would compute it', async () => {
    await expect(openWebgpu()).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining('chosen by hand') as string,
      details: { reason: 'software-adapter' }
    })
  })

  it('says which device it computes on, and that it can train', async () => {
    const engine = await open()
    expect(engine).toMatchObject({ id: 'webgpu', canTrain: true, supportsGraphs: false, threads: null })
    expect(engine.device).toContain('SwiftShader')
    engine.close()
  })

  it.skipIf(!isTensorflowInstalled())(
    'trains a small network with the losses of TensorFlow, the same in every run, and leaves nothing behind',
    async () => {
      const wanted = (await trainReduced(openTensorflow({}), 'tiny', 3)).losses
      const engine = await open()
      const first = await trainReduced(engine, 'tiny', 3)
      expect(largestDifference(first.losses, wanted)).toBeLessThan(TOLERANCE)
      expect(first.losses[2]).toBeLessThan(first.losses[0] ?? NaN)
      expect(await trainReduced(engine, 'tiny', 3)).toEqual(first)
      expect(engine.memory()).toEqual({ tensors: 0, bytes: 0, nativeTensors: 0 })
      engine.close()
    }
  )
})

describe.skipIf(!hasVulkan)(`a graphics card that is lost ${NEEDS_VULKAN}`, () => {
  let folder: string
  beforeAll(() => {
    useSwiftShader()
    folder = mkdtempSync(path.join(tmpdir(), 'earshot-webgpu-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('ends the training with a sentence, and the last checkpoint stays', async () => {
    const engine = await open()
    const { tf, ops } = engine
    const parameters = createParameterSet(tf, 1)
    const weight = parameters.weight('weight', [40, 40], zeros)
    const trainer = createTrainer(engine, {
      parameters,
      learningRate: 1e-3,
      loss: ([x]) => {
        if (x === undefined) throw new Error('A batch has one tensor')
        return ops.sum(ops.square(tf.sub(tf.matMul(x, weight), x)), [0, 1])
      }
    })
    const checkpoints = createCheckpoints({ folder, fingerprint: 'lost' })
    const epochs: number[] = []
    const training = train({
      tf,
      trainer,
      source: { count: 64, batch: async items => [tf.ones([items.length, 40])] },
      batchSize: 32,
      epochs: 2,
      random: createRandomSource(1),
      checkpoints,
      onEpoch: ({ epoch }) => epochs.push(epoch),
      // In the middle of the second epoch.
      onStep: fraction => {
        if (fraction === 0.75) (Reflect.get(tf.backend(), 'device') as { destroy: () => void }).destroy()
      }
    })
    await expect(training).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringMatching(/^The graphics card stopped working.*Nothing that was saved/) as string,
      details: { reason: 'destroyed' }
    })
    expect(epochs).toEqual([1])
    const kept = await checkpoints.restore(trainer, createRandomSource(1))
    expect(kept?.losses.length).toBe(1)
    expect(trainer.steps()).toBe(2)
    trainer.dispose()
    parameters.dispose()
  })

  it('says that its memory is too small, instead of wrong numbers', async () => {
    const engine = await open()
    const { tf } = engine
    const large = tf.tidy(() => tf.max(tf.fill([2 ** 29], 3)))
    await expect(large.data()).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('too little free memory') as string
    })
    await expect(tf.tidy(() => tf.add(tf.ones([2000]), 1)).data()).rejects.toMatchObject({
      code: 'engine-lost'
    })
    engine.close()
  })
})

// Minutes on SwiftShader.
describe.runIf(hasVulkan && isAsked && isTensorflowInstalled())(
  'WebGPU in Node [EARSHOT_TEST_LONG=1]',
  () => {
    beforeAll(useSwiftShader)

    it.each(['ae', 'memcae', 'dual-branch'] as const)(
      'trains the reduced %s for thirty steps with the losses of TensorFlow',
      async name => {
        const wanted = (await trainReduced(openTensorflow({}), name, 30)).losses
        const engine = await open()
        const { losses } = await trainReduced(engine, name, 30)
        expect(largestDifference(losses, wanted)).toBeLessThan(TOLERANCE)
        expect(engine.memory()).toEqual({ tensors: 0, bytes: 0, nativeTensors: 0 })
        engine.close()
      },
      HOUR_MS
    )

    it.each(['ae', 'dual-branch reduced', 'memcae b'])(
      'gives the results, loss, gradients and running averages that PyTorch gives for %s',
      async name => {
        const reference = networkFixture().cases.find(known => known.case === name)
        if (reference === undefined) throw new Error(`No reference for ${name}`)
        const engine = await open()
        const network = networkCase(engine, reference)
        const errors = await networkErrors(engine, network, reference)
        expect(Object.entries(errors).filter(([, error]) => !(error <= TOLERANCE))).toEqual([])
        network.dispose()
        engine.close()
      },
      HOUR_MS
    )
  }
)
