import type { EngineCandidate, EngineChoice, EngineState } from '../../contract/engines.ts'
import { IN_WINDOW_ONLY, NOT_IN_WINDOW } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'

/** Where a task runs: in a process of its own, or in a hidden window, which alone has WebGPU on the desktop. */
export type Place = 'process' | 'window'

interface Known {
  readonly place: Place
  readonly state: EngineState | null
}

const reasonOf = (error: unknown): unknown =>
  error instanceof AppError && error.code === 'engine-lost' ? error.details.reason : undefined

/**
 * Remembers where tasks that use an engine run, for each choice of a person. A process tries what is better than WebGPU
 * first; when it comes to WebGPU its task begins again in a window, and where WebGPU is worth nothing there, once more
 * in a process that knows so.
 * @param isLost whether WebGPU was lost since: no window is opened for it then
 */
export const createWindowPlace = (
  isLost: () => boolean
): {
  readonly of: (choice: EngineChoice) => Place
  /** What processes need not try again. */
  readonly found: (choice: EngineChoice) => readonly EngineCandidate[]
  /** Whether a task that failed with this error begins again in the other place. */
  readonly learn: (choice: EngineChoice, error: unknown) => boolean
  readonly clear: () => void
} => {
  const known = new Map<EngineChoice, Known>()
  return {
    of: choice => (isLost() ? 'process' : (known.get(choice)?.place ?? 'process')),
    found: choice => {
      const state = known.get(choice)?.state ?? null
      return state === null ? [] : [{ id: 'webgpu', state }]
    },
    learn: (choice, error) => {
      if (isLost()) return false
      const reason = reasonOf(error)
      if (reason === IN_WINDOW_ONLY) {
        // A second time, with a state: it is slow, and nothing else works.
        known.set(choice, { place: 'window', state: known.get(choice)?.state ?? null })
        return true
      }
      if (reason !== NOT_IN_WINDOW) return false
      known.set(choice, { place: 'process', state: (error as AppError).details.state as EngineState })
      return true
    },
    clear: () => known.clear()
  }
}
