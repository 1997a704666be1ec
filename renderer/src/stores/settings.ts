import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { DoctorReport, Settings, SystemInfo } from '../../../electron/contract/system.ts'
import { useClient } from '../api/use-client.ts'

/** Settings of the application, facts about the host and the last measurement of the engine. */
export const useSettingsStore = defineStore('settings', () => {
  const client = useClient()
  const settings = shallowRef<Settings>()
  const info = shallowRef<SystemInfo>()
  const doctor = shallowRef<DoctorReport>()
  client.on('settings.changed', changed => {
    settings.value = changed
  })
  const refresh = async (): Promise<void> => {
    const [nextSettings, nextInfo] = await Promise.all([
      client.call('settings.get', {}),
      client.call('system.info', {})
    ])
    settings.value = nextSettings
    info.value = nextInfo
  }
  const update = async (fields: Partial<Settings>): Promise<void> => {
    settings.value = await client.call('settings.update', fields)
  }
  const measure = async (): Promise<void> => {
    doctor.value = await client.call('system.doctor', {})
  }
  return { settings, info, doctor, refresh, update, measure }
})
