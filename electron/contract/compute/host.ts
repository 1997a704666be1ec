import type { EngineChoice, EngineInUse } from '../engines.ts'
import type { TaskInput, TaskItem, TaskName, TaskResult } from './tasks.ts'

export interface RunOptions<N extends TaskName> {
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number, message: string) => void
  readonly onItem?: (item: TaskItem<N>) => void
  /** Short work for a person who waits: runs in a process that is kept warm instead of one of its own. */
  readonly isInteractive?: boolean
  /** The learning engine for this task; by default the process decides. */
  readonly engine?: EngineChoice
  /** The process of this task has opened an engine, or had one open. */
  readonly onEngine?: (engine: EngineInUse) => void
  /**
   * The engine in use was lost (a GPU that stopped, a driver that crashed): the task begins again from its input on
   * the next one, and items that came so far count no more. Without this, the task fails with engine-lost.
   */
  readonly onEngineLost?: (message: string) => void
}

/** The host's door to compute processes. */
export interface Compute {
  run<N extends TaskName>(name: N, input: TaskInput<N>, options?: RunOptions<N>): Promise<TaskResult<N>>
  close(): Promise<void>
}
