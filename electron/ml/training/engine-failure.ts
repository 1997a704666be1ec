import { AppError } from '../../contract/errors.ts'
import type { Engine } from '../engine/engine.ts'

/** What the library under an engine threw, as one sentence; an error that has one already stays as it is. */
export const engineFailure = (what: string, cause: unknown, { id, device }: Engine): AppError => {
  if (cause instanceof AppError) return cause
  const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  const message = `The learning engine (${device}) failed ${what}: ${reason.slice(0, 300)}`
  return new AppError('internal', message, { engine: id }, { cause })
}
