import type { Operations } from './operations/index.ts'
import type { Tf } from './types.ts'

export type EngineId = 'tensorflow' | 'tensorflow-cuda' | 'webgpu' | 'wasm'

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
  /** The engine that a person pinned. */
  readonly prefer?: EngineId
  /** All of the computer's where it is not given. */
  readonly threads?: number
  /** Same weights for the same seed, engine and thread count, at a cost of some percent. Default true. */
  readonly deterministic?: boolean
}
