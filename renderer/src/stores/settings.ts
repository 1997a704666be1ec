import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { StorageSerializers, useStorage } from '@vueuse/core'
import type { EngineInUse } from '../../../electron/contract/engines.ts'
import { engineText } from '../../../electron/contract/engines.ts'
import type { DoctorReport, Settings, SystemInfo } from '../../../electron/contract/system.ts'
import { useClient } from '../api/use-client.ts'

interface Measurement {
  readonly report: DoctorReport
  readonly at: string
}

/** Settings of the application, facts about the host, the engine in use and the last measurement of all. */
export const useSettingsStore = defineStore('settings', () => {
  const client = useClient()
  const settings = shallowRef<Settings>()
  const info = shallowRef<SystemInfo>()
  /** Measuring takes seconds, so the last result is kept in this browser. */
  const measured = useStorage<Measurement | null>('earshot.engines', null, undefined, {
    serializer: StorageSerializers.object,
    shallow: true
  })
  const doctor = computed(() => measured.value?.report)
  const engine = shallowRef<EngineInUse>()
  /** The choice has changed since the measurement: which engine is in use, it does not tell any more. */
  const isOutdated = computed(
    () =>
      doctor.value !== undefined &&
      settings.value !== undefined &&
      doctor.value.choice !== settings.value.engine
  )
  const isOfThisStart = (): boolean =>
    measured.value !== null && info.value !== undefined && measured.value.at >= info.value.startedAt
  /** The engine in use, else the one that was measured to be since the host began; undefined where neither is known. */
  const engineName = computed(() => {
    if (engine.value !== undefined) return engineText(engine.value)
    if (isOutdated.value || !isOfThisStart()) return undefined
    const measuredEngine = doctor.value?.engines.find(({ id }) => id === doctor.value?.engine)
    return measuredEngine === undefined ? doctor.value?.engine : engineText(measuredEngine)
  })
  client.on('engine.changed', changed => {
    engine.value = changed
  })
  const take = (next: Settings): void => {
    // Another choice: which engine that comes to, its next opening tells.
    if (settings.value !== undefined && settings.value.engine !== next.engine) engine.value = undefined
    settings.value = next
  }
  client.on('settings.changed', take)
  const refresh = async (): Promise<void> => {
    const [nextSettings, nextInfo] = await Promise.all([
      client.call('settings.get', {}),
      client.call('system.info', {})
    ])
    settings.value = nextSettings
    info.value = nextInfo
    engine.value = nextInfo.engine ?? undefined
  }
  const update = async (fields: Partial<Settings>): Promise<void> => {
    take(await client.call('settings.update', fields))
  }
  const isMeasuring = ref(false)
  const measure = async (): Promise<void> => {
    if (isMeasuring.value) return
    isMeasuring.value = true
    try {
      const report = await client.call('system.doctor', {})
      measured.value = { report, at: new Date().toISOString() }
    } finally {
      isMeasuring.value = false
    }
  }
  return { settings, info, engineName, doctor, measured, isOutdated, isMeasuring, refresh, update, measure }
})
