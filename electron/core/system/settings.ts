import { AppError, settingsSchema, type Settings } from '../../contract/index.ts'
import type { Store } from '../../store/index.ts'
import type { EventBus } from '../event-bus.ts'
import { assertTimeZone } from '../time/zone.ts'

const defaults = (): Settings => ({
  engineer: '',
  organisation: '',
  theme: 'system',
  locale: 'en',
  pageSize: 'A4',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  notifyJobs: true,
  engine: 'automatic'
})

/** The settings, with defaults for what was never set. */
export const readSettings = async (store: Pick<Store, 'settings'>): Promise<Settings> =>
  settingsSchema.parse({ ...defaults(), ...(await store.settings.all()) })

/** Reading and changing the settings. */
export const createSettingsService = (store: Store, bus: EventBus) => ({
  get: (): Promise<Settings> => readSettings(store),

  update: async (changes: Partial<Settings>): Promise<Settings> => {
    if (changes.timeZone !== undefined) assertTimeZone(changes.timeZone)
    const trimmed = {
      ...changes,
      ...(changes.engineer === undefined ? {} : { engineer: changes.engineer.trim() })
    }
    await store.transaction(repositories => repositories.settings.save(trimmed))
    const settings = await readSettings(store)
    bus.emit('settings.changed', settings)
    return settings
  },

  /** @throws AppError invalid when there is no name to sign with */
  signature: async (given: string | undefined): Promise<string> => {
    const name = given?.trim() || (await readSettings(store)).engineer
    if (name !== '') return name
    throw new AppError('invalid', 'A verdict needs a name: enter the name of the engineer in the settings', {
      setting: 'engineer'
    })
  }
})
