import type { Compute } from '../contract/index.ts'
import type { Repositories, Store } from '../store/index.ts'
import type { CoreOptions } from './core.ts'
import type { EventBus } from './event-bus.ts'
import type { DataFolder } from './files/data-folder.ts'
import type { Mutex } from './mutex.ts'
import type { EngineWatch } from './system/engine-in-use.ts'

/** What every service works with. */
export interface CoreContext {
  readonly store: Store
  readonly compute: Compute
  readonly engines: EngineWatch
  readonly bus: EventBus
  readonly folder: DataFolder
  /** Held while rows and the files they need are committed or removed, so that neither sees the other half. */
  readonly filesMutex: Mutex
  readonly appVersion: string
  readonly log: CoreOptions['log']
}

/** The present as it is stored: UTC, ISO 8601 with milliseconds. */
export const now = (): string => new Date().toISOString()

/** Writes who did what; `by` is the engineer of the settings unless given. */
export const audit = async (
  repositories: Repositories,
  action: string,
  machineId: string | null,
  details: Record<string, unknown>,
  by?: string
): Promise<void> => {
  const { engineer } = await repositories.settings.all()
  const name = by ?? (typeof engineer === 'string' ? engineer : '')
  await repositories.auditLog.add({ at: now(), by: name, action, machineId, details })
}
