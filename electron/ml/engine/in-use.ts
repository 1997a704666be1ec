import type { EngineId } from '../../contract/engines.ts'
import { engineLabel } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import type { Engine } from './engine-types.ts'

/** An engine in use, and what a person should hear of the choice. */
export interface OpenedEngine {
  readonly engine: Engine
  readonly messages: readonly string[]
}

let opened: OpenedEngine | null = null
let listener: (opened: OpenedEngine) => void = () => undefined

/** The engine of this process; null where none is open. Loads nothing, so that every process can ask. */
export const openedEngine = (): Engine | null => opened?.engine ?? null

/** How a model says what its weights were computed with; null where no engine is open. */
export const engineInUse = (): string | null => (opened === null ? null : engineLabel(opened.engine))

/** Hears of the engine that this process opens. */
export const onEngineOpened = (listen: (opened: OpenedEngine) => void): void => {
  listener = listen
}

export const setOpenedEngine = (engine: OpenedEngine): void => {
  opened = engine
  listener(engine)
}

/** What TensorFlow says where the card, its driver or its memory failed, and not the work. */
const CUDA_FAILURE =
  /CUDA_ERROR|CUDNN_STATUS|CUBLAS_STATUS|CUFFT|CUSOLVER|OOM when allocating|failed to allocate|deterministic GPU implementation/i

/** The error that says which engine is gone; the host then starts another process without it. */
export const lostEngine = (id: EngineId, why: string, cause?: unknown): AppError =>
  new AppError('engine-lost', why, { ...(cause instanceof AppError && cause.details), engine: id }, { cause })

/** The loss of the engine in use behind an error of a task; null where it is something else. */
export const engineLossIn = (
  error: unknown,
  engine: Pick<Engine, 'id'> | null = openedEngine()
): AppError | null => {
  if (error instanceof AppError && error.code === 'engine-lost') {
    return engine === null || 'engine' in error.details ? error : lostEngine(engine.id, error.message, error)
  }
  if (engine?.id !== 'tensorflow-cuda' || !(error instanceof Error) || !CUDA_FAILURE.test(error.message))
    return null
  const [line = ''] = error.message.split('\n')
  return lostEngine(engine.id, `The graphics card failed: ${line.slice(0, 300)}`, error)
}
