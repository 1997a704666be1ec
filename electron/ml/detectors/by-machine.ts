import { AppError } from '../../contract/errors.ts'
import type { SystemClip } from './system.ts'

/** Clips by machine, in the order in which machines and clips come. */
export const byMachine = (clips: readonly SystemClip[]): Map<string, SystemClip[]> => {
  const machines = new Map<string, SystemClip[]>()
  for (const clip of clips) {
    const own = machines.get(clip.machine)
    if (own === undefined) machines.set(clip.machine, [clip])
    else own.push(clip)
  }
  return machines
}

/** What was fitted for a machine. @throws AppError not-found */
export const modelOf = <M>(models: ReadonlyMap<string, M>, machine: string): M => {
  const model = models.get(machine)
  if (model !== undefined) return model
  throw new AppError('not-found', `The system was not fitted to ${machine}`, { machine })
}

/** Domain and operating condition as one word, by which held-out blocks are cut; null where nothing is known. */
export const conditionOf = ({ domain, attributes }: SystemClip): string | null => {
  const pairs = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  if (domain === null && pairs.length === 0) return null
  return [domain ?? '', ...pairs.map(([name, value]) => `${name}=${value}`)].join(' ')
}
