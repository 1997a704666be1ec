import type { EngineId, LostEngine } from '../../contract/engines.ts'
import { ENGINE_IDS, ENGINE_NAMES, deviceKindOf } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'

/** Engines that were lost since the host started, so that the next task does not begin on one of them. */
export const createLostEngines = () => {
  const lost = new Map<EngineId, string>()
  return {
    has: (id: EngineId): boolean => lost.has(id),
    list: (): LostEngine[] => [...lost].map(([id, why]) => ({ id, why })),
    add: ({ id, why }: LostEngine): void => void lost.set(id, why),
    clear: (): void => lost.clear()
  }
}

/**
 * The engine that an error of a task took away; null where it is something else. A process that crashed while it
 * computed on a graphics card counts: drivers do that. One on the processor does not: nothing better would follow.
 */
export const lossOf = (error: unknown): LostEngine | null => {
  if (!(error instanceof AppError)) return null
  const id = ENGINE_IDS.find(known => known === error.details.engine)
  if (id === undefined) return null
  if (error.code === 'engine-lost') return { id, why: error.message }
  const isCrash = error.code === 'compute-lost' && deviceKindOf(id) === 'GPU'
  return isCrash ? { id, why: `${error.message} ${ENGINE_NAMES[id]} was in use.` } : null
}
