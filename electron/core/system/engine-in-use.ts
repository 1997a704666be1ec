import type { EngineChoice, EngineInUse } from '../../contract/engines.ts'
import type { EventBus } from '../event-bus.ts'

/** Knows the engine that a compute process opened last, and tells who listens where it is another one. */
export interface EngineWatch {
  /** Null until a process has opened one. */
  readonly current: () => EngineInUse | null
  readonly saw: (engine: EngineInUse) => void
}

/** A watch that has seen nothing yet; it forgets what it saw when a person makes another choice than this one. */
export const createEngineWatch = (bus: Pick<EventBus, 'emit' | 'on'>, choice: EngineChoice): EngineWatch => {
  let current: EngineInUse | null = null
  let chosen = choice
  bus.on('settings.changed', ({ engine }) => {
    if (engine !== chosen) current = null
    chosen = engine
  })
  return {
    current: () => current,
    saw: engine => {
      if (engine.id === current?.id && engine.threads === current.threads) return
      current = { ...engine }
      bus.emit('engine.changed', current)
    }
  }
}
