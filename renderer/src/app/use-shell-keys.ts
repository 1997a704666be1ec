import { useEventListener } from '@vueuse/core'
import { useRoute, useRouter } from 'vue-router'
import { hasModifier, isDialogOpen, isTyping } from '../components/keyboard.ts'
import { MACHINE_TABS, tabRoute } from './machine-tabs.ts'
import { focusSearch } from './use-shell-commands.ts'

/** Keys that work everywhere: ? for the list of keys, g and o to the overview, / to the search, 1 to 6 for tabs. */
export const useShellKeys = (toggleHelp: () => void): void => {
  const router = useRouter()
  const route = useRoute()
  let isAfterG = false
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || hasModifier(event) || isTyping(event)) return
    if (isDialogOpen() && event.key !== '?') return
    const wasAfterG = isAfterG
    isAfterG = event.key === 'g'
    if (event.key === '?') toggleHelp()
    else if (wasAfterG && event.key === 'o') void router.push({ name: 'overview' })
    else if (wasAfterG && event.key === 's') void router.push({ name: 'settings' })
    else if (event.key === '/') focusSearch()
    else {
      const tab = MACHINE_TABS[Number(event.key) - 1]
      const machineId = route.params['machineId']
      if (tab === undefined || typeof machineId !== 'string') return
      void router.push({ name: tabRoute(tab), params: { machineId } })
    }
    event.preventDefault()
  })
}
