import { describe, expect, it } from 'vitest'
import { measureEngine } from '../../electron/compute/measure-engine.ts'
import { engineError, measureSpeed, trainingGflops } from '../../electron/ml/engine/probe.ts'
import { isTensorflowInstalled, loadTensorflow } from '../../electron/ml/engine/tensorflow.ts'

const isHere = isTensorflowInstalled()

describe.skipIf(!isHere)('the native engine [needs engine: TensorFlow, npm run setup -- --engine]', () => {
  it('multiplies matrices and differentiates a convolution as plain loops do, far faster', async () => {
    const tf = loadTensorflow()
    const before = tf.memory().numTensors
    expect(await engineError(tf, true)).toBeLessThan(1e-5)
    const speed = await measureSpeed(tf, true)
    // Plain JavaScript reaches 0.4 on two idle cores; a very busy machine still stays above these.
    expect(speed.matrixGflops).toBeGreaterThan(1)
    expect(speed.convolutionGradientGflops).toBeGreaterThan(0.5)
    expect(await trainingGflops(tf)).toBeGreaterThan(0.5)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('is reported by doctor with its version and speed', async () => {
    const report = await measureEngine('tensorflow')
    expect(report).toMatchObject({ id: 'tensorflow', state: 'works', isCorrect: true, canTrain: true })
    expect(report.version).toMatch(/^TensorFlow 2\.\d+\.\d+, tfjs-node 4\.22\.0$/)
    expect(report.matrixGflops).toBeGreaterThan(0)
    expect(report.memoryMb).toBeGreaterThan(100)
  })
})

// Only declared where it applies: it is not a skip that anyone could mend.
if (!isHere)
  describe('without the native engine', () => {
    it('doctor says why and what to do', async () => {
      const report = await measureEngine('tensorflow')
      expect(report).toMatchObject({ isCorrect: null, matrixGflops: null })
      expect(report.state).not.toBe('works')
      expect(report.why).toMatch(/npm run setup -- --engine|node scripts\/install\.js/)
    })
  })
