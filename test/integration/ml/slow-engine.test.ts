import { describe, expect, it } from 'vitest'
import { OPENERS } from '../../../electron/ml/engine/openers.ts'
import { engineError, trainingGflops } from '../../../electron/ml/engine/probe.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { tryEngine } from '../../../electron/ml/engine/try-engine.ts'
import { hasVulkan, useSwiftShader } from '../../support/vulkan.ts'

/** An emulated graphics card takes some seconds for this; engine.test.ts measures TensorFlow in a moment. */
const isAsked = process.env.EARSHOT_TEST_LONG === '1'
const canRun = isAsked && hasVulkan && isTensorflowInstalled()

describe.runIf(canRun)('an engine that is slow [EARSHOT_TEST_LONG=1]', () => {
  it('is measured, closed, opened once more, and followed by TensorFlow in the same process', async () => {
    useSwiftShader()
    // An adapter that the processor computes opens only where it is pinned; then it is judged as if it were not.
    const open = () => OPENERS.webgpu({ prefer: 'webgpu' })
    const { state, engine } = await tryEngine('webgpu', open, { threads: 8 })
    expect(state).toMatchObject({ kind: 'works', training: { processorGflops: 400 } })
    expect(state.kind === 'works' && state.training?.gflops).toBeLessThan(50)
    engine?.close?.()

    const again = await open()
    expect(await engineError(again.tf, true)).toBeLessThan(1e-4)
    again.close?.()

    const { tf } = await OPENERS.tensorflow({})
    expect(await engineError(tf, true)).toBeLessThan(1e-5)
    const before = tf.memory().numTensors
    expect(await trainingGflops(tf)).toBeGreaterThan(0.5)
    expect(tf.memory().numTensors).toBe(before)
  })
})
