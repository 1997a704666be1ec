import type { EngineChoice, EngineId, EngineWork } from '../../contract/engines.ts'
import type { Operations } from './operations/index.ts'
import type { Tf } from './types.ts'

export type { EngineId } from '../../contract/engines.ts'

/** The library that computes, ready to use. There is one in a process. */
export interface Engine {
  readonly id: EngineId
  readonly tf: Tf
  readonly ops: Operations
  /** For a person: the processor or graphics card. */
  readonly device: string
  /** Threads it computes with; null where that is not ours to say (a GPU). Trained weights depend on it. */
  readonly threads: number | null
  /** Whether results are the same from run to run, for a seed and a thread count. */
  readonly isDeterministic: boolean
  /** Whether a training step can be recorded as one graph. */
  readonly supportsGraphs: boolean
  readonly canTrain: boolean
  readonly memory: () => EngineMemory
}

/** What an engine holds: tensors known to TensorFlow.js, their bytes, and (native) tensors of the library. */
export interface EngineMemory {
  readonly tensors: number
  readonly bytes: number
  readonly nativeTensors: number
}

export interface EngineOptions {
  /** The engine that a person pinned; by default what the host said, or EARSHOT_ENGINE. */
  readonly prefer?: EngineChoice
  /** Scoring alone is content with an engine that cannot train. Default train. */
  readonly work?: EngineWork
  /** Hears why the pinned engine is not in use, and which one is broken. */
  readonly warn?: ((message: string) => void) | undefined
  /** All of the computer's where it is not given. */
  readonly threads?: number
  /** Same weights for the same seed, engine and thread count, at a cost of some percent. Default true. */
  readonly deterministic?: boolean
}
