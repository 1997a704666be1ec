import { MOST_RECENT_MACHINES, type DesktopState } from '../state/desktop-state.ts'

export type RecentMachines = DesktopState['recentMachines']

/** The list after a machine was shown: it comes first, by its present name. */
export const withRecent = (recent: RecentMachines, shown: { id: string; name: string }): RecentMachines =>
  [{ id: shown.id, name: shown.name }, ...recent.filter(({ id }) => id !== shown.id)].slice(
    0,
    MOST_RECENT_MACHINES
  )

/** The list without machines that are gone, with the names that the others have now. */
export const stillThere = (
  recent: RecentMachines,
  machines: readonly { readonly id: string; readonly name: string }[]
): RecentMachines => {
  const names = new Map(machines.map(({ id, name }) => [id, name]))
  return recent.flatMap(({ id }) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, name }]
  })
}
