import type { Core } from '../../core/core.ts'
import type { Log } from '../log.ts'
import { stillThere, withRecent, type RecentMachines } from '../menu/recent-machines.ts'
import { showRecentPlaces } from '../menu/recent-places.ts'
import type { StateFile } from '../state/state-file.ts'

export interface Recents {
  add(machine: { readonly id: string; readonly name: string }): void
  clear(): void
}

/** Recent machines: in the state file, the menu and the places of the system; kept true to the core's machines. */
export const createRecents = (
  core: Pick<Core, 'client' | 'on'>,
  state: StateFile,
  show: (recent: RecentMachines) => void,
  open: (machineId: string) => void,
  log: Log
): Recents => {
  const set = (recentMachines: RecentMachines): void => {
    state.update({ recentMachines })
    show(recentMachines)
    showRecentPlaces(recentMachines, open)
  }
  const refresh = async (): Promise<void> => {
    const summaries = await core.client.call('machines.list', {})
    const known = summaries.map(({ machine }) => machine)
    const { recentMachines } = state.get()
    const next = stillThere(recentMachines, known)
    if (JSON.stringify(next) !== JSON.stringify(recentMachines)) set(next)
  }
  const refreshQuietly = (): void => {
    refresh().catch((error: unknown) => log('error', 'the machines could not be listed', error))
  }
  core.on('machines.changed', ({ machineId }) => {
    if (state.get().recentMachines.some(({ id }) => id === machineId)) refreshQuietly()
  })
  showRecentPlaces(state.get().recentMachines, open)
  refreshQuietly()
  return {
    add: machine => {
      const { recentMachines } = state.get()
      const [first] = recentMachines
      if (first?.id === machine.id && first.name === machine.name) return
      set(withRecent(recentMachines, machine))
    },
    clear: () => set([])
  }
}
