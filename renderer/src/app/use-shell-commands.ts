import { useRoute, useRouter } from 'vue-router'
import { useStorage } from '@vueuse/core'
import { useNewMachine } from '../features/machine/use-new-machine.ts'
import { useAttempt } from '../components/use-attempt.ts'
import { useCommand } from '../stores/commands.ts'
import { useSettingsStore } from '../stores/settings.ts'
import { MACHINE_TABS, tabRoute } from './machine-tabs.ts'

const THEMES = ['system', 'light', 'dark'] as const

/** Puts the cursor into the search of the page. */
export const focusSearch = (): void =>
  document.querySelector<HTMLInputElement>('[data-search] input')?.focus()

/** What can be done everywhere: pages, theme, left rail, search, help. */
export const useShellCommands = (toggleHelp: () => void): void => {
  const router = useRouter()
  const route = useRoute()
  const settings = useSettingsStore()
  const newMachine = useNewMachine()
  const attempt = useAttempt()
  const isRailCollapsed = useStorage('earshot.rail.collapsed', false)
  const machineId = (): string | undefined => {
    const id = route.params['machineId']
    return typeof id === 'string' ? id : undefined
  }

  useCommand('new-machine', newMachine.open)
  useCommand('overview', () => void router.push({ name: 'overview' }))
  useCommand('settings', () => void router.push({ name: 'settings' }))
  useCommand('documentation', () => void router.push({ name: 'help' }))
  useCommand('licences', () => void router.push({ name: 'licences' }))
  useCommand('keys', toggleHelp)
  useCommand('search', focusSearch, () => route.name === 'recordings')
  useCommand('doctor', () => {
    void router.push({ name: 'settings' })
    void attempt(settings.measure)
  })
  useCommand('toggle-rail', () => {
    isRailCollapsed.value = !isRailCollapsed.value
  })
  for (const theme of THEMES) {
    useCommand(`theme-${theme}`, () => void attempt(() => settings.update({ theme })))
  }
  for (const tab of MACHINE_TABS) {
    useCommand(
      `tab-${tab}`,
      () => {
        const id = machineId()
        if (id !== undefined) void router.push({ name: tabRoute(tab), params: { machineId: id } })
      },
      () => machineId() !== undefined
    )
  }
}
