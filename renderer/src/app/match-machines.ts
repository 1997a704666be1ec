import type { MachineSummary } from '../../../electron/contract/machines.ts'

/** Machines whose name, site, line or kind has every word of the text, by name. */
export const matchMachines = (all: readonly MachineSummary[], text: string): MachineSummary[] => {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return all
    .filter(({ machine }) => {
      const hay = `${machine.name} ${machine.site} ${machine.line} ${machine.kind}`.toLocaleLowerCase()
      return words.every(word => hay.includes(word))
    })
    .sort((a, b) => a.machine.name.localeCompare(b.machine.name, undefined, { numeric: true }))
}
