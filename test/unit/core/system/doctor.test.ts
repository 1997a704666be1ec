import { describe, expect, it } from 'vitest'
import { unmeasured } from '../../../../electron/contract/engine-report.ts'
import type { EngineId } from '../../../../electron/contract/engines.ts'
import { ENGINE_IDS, ENGINE_NAMES } from '../../../../electron/contract/engines.ts'
import { AppError } from '../../../../electron/contract/errors.ts'
import type { EngineReport } from '../../../../electron/contract/system.ts'
import { examineEngines, reportOf } from '../../../../electron/core/system/doctor.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'

const { tensorflow: cpu, 'tensorflow-cuda': cuda } = ENGINE_NAMES

const working = (id: EngineId): EngineReport => ({
  ...unmeasured(id, 'works', ''),
  device: `device of ${id}`,
  matrixGflops: 10,
  isCorrect: true,
  memoryMb: 100
})

/** All engines: those named work, the others are not there. */
const engines = (...named: EngineId[]): EngineReport[] =>
  ENGINE_IDS.map(id => (named.includes(id) ? working(id) : unmeasured(id, 'absent', `no ${id} here`)))

describe('reportOf', () => {
  it('says which engine is in use and why not a better one', () => {
    const report = reportOf(engines('tensorflow', 'wasm'), 'automatic')
    expect(report).toMatchObject({ engine: 'tensorflow', isAvailable: true, device: 'device of tensorflow' })
    expect(report.explanation.split('\n')).toEqual([
      `In use: ${cpu}.`,
      `${cuda} is not used: no tensorflow-cuda here`,
      'WebGPU is not used: no webgpu here'
    ])
  })

  it('says that a better one works where another was pinned', () => {
    const report = reportOf(engines('tensorflow-cuda', 'tensorflow'), 'tensorflow')
    expect(report.engine).toBe('tensorflow')
    expect(report.explanation).toContain(`In use: ${cpu}, as chosen by hand.`)
    expect(report.explanation).toContain(`${cuda} works too, but another one was chosen by hand.`)
  })

  it('says with both figures that WebGPU is too slow to train on', () => {
    const measured = engines('webgpu', 'tensorflow').map(engine => ({
      ...engine,
      convolutionGradientGflops: 60,
      threads: engine.id === 'tensorflow' ? 2 : null
    }))
    const report = reportOf(measured, 'automatic')
    expect(report.engine).toBe('tensorflow')
    expect(report.explanation).toContain(`Trains on ${cpu}; scores on WebGPU.`)
    expect(report.explanation).toContain(
      'WebGPU is not used for training: it trains with 60 GFLOP/s here, and the processor is expected to reach 100.'
    )
    expect(reportOf(measured, 'webgpu').engine).toBe('webgpu')
  })

  it('says what trains and what scores where WebAssembly was pinned', () => {
    const report = reportOf(engines('tensorflow', 'wasm'), 'wasm')
    expect(report.engine).toBe('tensorflow')
    expect(report.explanation.split('\n')).toEqual([
      `Trains on ${cpu}; scores on WebAssembly, as chosen by hand, which cannot train.`,
      `${cuda} is not used: no tensorflow-cuda here`,
      'WebGPU is not used: no webgpu here'
    ])
  })

  it('names an engine that only scores where no other works', () => {
    const report = reportOf(engines('wasm'), 'automatic')
    expect(report).toMatchObject({ engine: 'wasm', isAvailable: true })
    expect(report.explanation).toContain('It can only score, not train.')
  })

  it('is not available where no engine works, with a reason for each', () => {
    const report = reportOf(engines(), 'automatic')
    expect(report).toMatchObject({ engine: 'none', isAvailable: false })
    expect(report.explanation).toContain(`${cpu}: no tensorflow here.`)
    expect(report.explanation).toContain('The default detector works without one.')
  })
})

describe('examineEngines', () => {
  it('goes on where the process of an engine crashes', async () => {
    const compute = createFakeCompute({
      measureEngine: async ({ engine }) => {
        if (engine === 'webgpu') throw new AppError('compute-lost', 'it crashed with SIGSEGV')
        return engine === 'tensorflow' ? working(engine) : unmeasured(engine, 'absent', 'none')
      }
    })
    const report = await examineEngines(compute, 'automatic')
    expect(report.engines.map(({ state }) => state)).toEqual(['absent', 'failed', 'works', 'absent'])
    expect(report.explanation).toContain('WebGPU is not used: it crashed with SIGSEGV')
  })

  it('ends where it is cancelled', async () => {
    const compute = createFakeCompute({
      measureEngine: () => Promise.reject(new AppError('cancelled', 'Cancelled'))
    })
    await expect(examineEngines(compute, 'automatic')).rejects.toMatchObject({ code: 'cancelled' })
  })
})
