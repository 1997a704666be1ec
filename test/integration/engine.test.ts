import { describe, expect, it } from 'vitest'
import { runDoctor } from '../../electron/compute/doctor.ts'
import { probeEngine } from '../../electron/ml/engine/probe.ts'
import { isTensorflowInstalled, loadTensorflow } from '../../electron/ml/engine/tensorflow.ts'

const isHere = isTensorflowInstalled()

describe.skipIf(!isHere)('the native engine [needs engine: TensorFlow, npm run setup -- --engine]', () => {
  it('multiplies matrices and differentiates a convolution as plain loops do, far faster', async () => {
    const tf = loadTensorflow()
    const before = tf.memory().numTensors
    const probe = await probeEngine(tf)
    expect(probe.relativeError).toBeLessThan(1e-5)
    expect(probe.isCorrect).toBe(true)
    // Plain JavaScript reaches 0.4, WebAssembly 14 on two cores; a busy machine still stays above these.
    expect(probe.matrixGflops).toBeGreaterThan(10)
    expect(probe.convolutionGradientGflops).toBeGreaterThan(5)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('is reported by doctor with its version and speed', async () => {
    const report = await runDoctor()
    expect(report).toMatchObject({ engine: 'tensorflow', isAvailable: true, isCorrect: true })
    expect(report.version).toMatch(/^TensorFlow 2\.\d+\.\d+, tfjs-node 4\.22\.0$/)
    expect(report.matrixGflops).toBeGreaterThan(0)
    expect(report.memoryMb).toBeGreaterThan(100)
  })
})

// Only declared where it applies: it is not a skip that anyone could mend.
if (!isHere)
  describe('without the native engine', () => {
    it('doctor says why and what to do', async () => {
      const report = await runDoctor()
      expect(report).toMatchObject({
        engine: 'none',
        isAvailable: false,
        isCorrect: null,
        matrixGflops: null
      })
      expect(report.explanation).toMatch(/npm run setup -- --engine|node scripts\/install\.js/)
      expect(report.explanation).toContain('The default detector works without it.')
    })
  })
