import type { TrackSettings } from '../../../../../electron/contract/recorder.ts'

/** What the device or the browser does to the sound although it was asked not to (record.settings.warning). */
export type SettingsWarning = 'echoCancellation' | 'noiseSuppression' | 'autoGainControl' | 'rate'

/** The settings really used that change the sound: processing that is still on, and another rate than the device's. */
export const settingsWarnings = (settings: TrackSettings, contextRateHz: number): SettingsWarning[] => {
  const processing = (['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const).filter(
    name => settings[name] !== false && settings[name] !== null
  )
  const isResampled = settings.sampleRate !== null && settings.sampleRate !== contextRateHz
  return isResampled ? [...processing, 'rate'] : processing
}
