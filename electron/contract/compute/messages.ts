import type { EngineInUse, EngineWish } from '../engines.ts'
import type { ErrorBody } from '../errors.ts'
import type { TaskName } from './tasks.ts'

/** Host to process. */
export type ToCompute =
  | {
      readonly kind: 'run'
      readonly taskId: number
      readonly name: TaskName
      readonly input: unknown
      readonly engines?: EngineWish
    }
  | { readonly kind: 'cancel'; readonly taskId: number }

/** Process to host. */
export type FromCompute =
  | { readonly kind: 'ready' }
  /** The process has opened this engine; `messages` say why no better one. */
  | { readonly kind: 'engine'; readonly engine: EngineInUse; readonly messages: readonly string[] }
  | {
      readonly kind: 'progress'
      readonly taskId: number
      readonly fraction: number
      readonly message: string
    }
  | { readonly kind: 'items'; readonly taskId: number; readonly items: readonly unknown[] }
  | { readonly kind: 'done'; readonly taskId: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly taskId: number; readonly error: ErrorBody; readonly stack?: string }
