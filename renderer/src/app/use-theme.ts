import { computed, watchEffect, type ComputedRef } from 'vue'
import { usePreferredDark } from '@vueuse/core'
import { useSettingsStore } from '../stores/settings.ts'

/** Whether the interface is dark, by the setting or the system; writes it to the document for tokens.css. */
export const useTheme = (): ComputedRef<boolean> => {
  const settings = useSettingsStore()
  const prefersDark = usePreferredDark()
  const isDark = computed(() => {
    const theme = settings.settings?.theme ?? 'system'
    return theme === 'system' ? prefersDark.value : theme === 'dark'
  })
  watchEffect(() => {
    document.documentElement.dataset['theme'] = isDark.value ? 'dark' : 'light'
  })
  return isDark
}
