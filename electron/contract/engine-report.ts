import type { EngineId } from './engines.ts'
import { ENGINES_THAT_SCORE_ONLY } from './engines.ts'
import type { EngineReport } from './system.ts'

/** A report of an engine that was not measured. */
export const unmeasured = (id: EngineId, state: EngineReport['state'], why: string): EngineReport => ({
  id,
  state,
  why,
  device: null,
  version: null,
  threads: null,
  canTrain: !ENGINES_THAT_SCORE_ONLY.includes(id),
  matrixGflops: null,
  convolutionGradientGflops: null,
  isCorrect: null,
  memoryMb: null,
  gpuMemoryMb: null
})
