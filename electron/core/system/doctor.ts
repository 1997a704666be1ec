import type { Compute } from '../../contract/compute.ts'
import type { EngineChoice, EngineId, EngineState } from '../../contract/engines.ts'
import {
  ENGINE_IDS,
  ENGINE_NAMES,
  chooseEngine,
  processorGflops,
  slownessOf
} from '../../contract/engines.ts'
import { unmeasured } from '../../contract/engine-report.ts'
import { AppError } from '../../contract/errors.ts'
import type { DoctorReport, EngineReport } from '../../contract/system.ts'

export interface DoctorOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number, message: string) => void
}

/**
 * Opens and measures every engine, each in a process of its own: two of them do not get on in one, and a driver that
 * crashes must not take the others along.
 */
export const examineEngines = async (
  compute: Pick<Compute, 'run'>,
  choice: EngineChoice,
  { signal, onProgress }: DoctorOptions = {}
): Promise<DoctorReport> => {
  const engines: EngineReport[] = []
  for (const [index, id] of ENGINE_IDS.entries()) {
    onProgress?.(index / ENGINE_IDS.length, `measuring ${ENGINE_NAMES[id]}`)
    engines.push(
      await compute
        .run('measureEngine', { engine: id, isPinned: id === choice }, signal === undefined ? {} : { signal })
        .catch((error: unknown) => crashed(id, error))
    )
  }
  return reportOf(engines, choice)
}

const crashed = (id: EngineId, error: unknown): EngineReport => {
  if (!(error instanceof AppError) || error.code === 'cancelled') throw error
  return unmeasured(id, 'failed', error.message)
}

/** Which engine is in use and why not a better one, from what was measured. */
export const reportOf = (engines: readonly EngineReport[], choice: EngineChoice): DoctorReport => {
  const candidates = engines.map(engine => ({ id: engine.id, state: stateOf(engine, engines) }))
  const training = chooseEngine(candidates, { choice, work: 'train' })
  const scoring = chooseEngine(candidates, { choice, work: 'score' })
  const decision = training.kind === 'use' ? training : scoring
  const used = decision.kind === 'use' ? engines.find(({ id }) => id === decision.id) : undefined
  const scores = scoring.kind === 'use' ? engines.find(({ id }) => id === scoring.id) : undefined
  if (used === undefined) {
    const why = decision.kind === 'none' ? decision.why : 'No learning engine works here.'
    return {
      ...{ engine: 'none', choice, isAvailable: false, device: 'none', version: null },
      explanation: `${why}\nThe default detector works without one.`,
      ...{ matrixGflops: null, convolutionGradientGflops: null, isCorrect: null, memoryMb: 0 },
      engines: [...engines]
    }
  }
  return {
    engine: used.id,
    choice,
    isAvailable: true,
    device: used.device ?? 'unknown',
    version: used.version,
    explanation: explain(used, scores ?? used, engines, choice).join('\n'),
    matrixGflops: used.matrixGflops,
    convolutionGradientGflops: used.convolutionGradientGflops,
    isCorrect: used.isCorrect,
    memoryMb: used.memoryMb ?? 0,
    engines: [...engines]
  }
}

/** As an engine is judged when it is opened: only WebGPU may turn out slower than the processor. */
const stateOf = (
  { id, state, why, convolutionGradientGflops: gflops }: EngineReport,
  engines: readonly EngineReport[]
): EngineState => {
  if (state !== 'works') return { kind: state, why }
  const threads = engines.find(engine => engine.id === 'tensorflow')?.threads ?? null
  if (id !== 'webgpu' || gflops === null || threads === null) return { kind: 'works' }
  return { kind: 'works', training: { gflops, processorGflops: processorGflops(threads) } }
}

const explain = (
  used: EngineReport,
  scores: EngineReport,
  engines: readonly EngineReport[],
  choice: EngineChoice
): readonly string[] => {
  const named = ({ id }: EngineReport): string =>
    `${ENGINE_NAMES[id]}${choice === id ? ', as chosen by hand' : ''}`
  const use =
    scores.id === used.id
      ? `In use: ${named(used)}.${used.canTrain ? '' : ' It can only score, not train.'}`
      : `Trains on ${named(used)}; scores on ${named(scores)}${scores.canTrain ? '' : ', which cannot train'}.`
  const better = engines.slice(
    0,
    engines.findIndex(({ id }) => id === used.id)
  )
  const others = engines.filter(({ id }) => id === choice || better.some(engine => engine.id === id))
  return [
    use,
    ...others
      // An engine that scores for want of a gradient is explained by the first line; a slow one has its figures.
      .filter(other => other.id !== used.id && (other.id !== scores.id || other.canTrain))
      .map(other => whyNot(other, engines, other.id === choice))
  ]
}

const whyNot = (engine: EngineReport, engines: readonly EngineReport[], isChosen: boolean): string => {
  const { id, state, why } = engine
  const slowness = slownessOf(stateOf(engine, engines))
  if (slowness !== null && !isChosen) return `${ENGINE_NAMES[id]} is not used for training: ${slowness}`
  if (state !== 'works') return `${ENGINE_NAMES[id]} is not used: ${why}`
  return `${ENGINE_NAMES[id]} works too, but another one was chosen by hand.`
}
