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

/** What a machine is called where there is no other, and nothing to call it by: no sentence needs it then. */
export const ONLY_MACHINE = 'machine'

/** A sentence about a machine: "fan: the normals vary too little", or "The normals vary too little" of the only one. */
export const aboutMachine = (machine: string, text: string): string =>
  machine === ONLY_MACHINE ? text.charAt(0).toUpperCase() + text.slice(1) : `${machine}: ${text}`

/** "1 normal clip to learn from; at least 5 are needed". */
export const fewNormals = (have: number, need: number): string =>
  `${have} normal ${have === 1 ? 'clip' : 'clips'} to learn from; at least ${need} are needed`

/** "5 K-means centres instead of 16: there are no more clips"; null where there are clips enough. */
export const fewerClusters = (clips: number, wanted: number, what: 'centre' | 'class'): string | null => {
  if (clips >= wanted || clips === 0) return null
  const several = what === 'class' ? 'classes' : 'centres'
  return `${clips} K-means ${clips === 1 ? what : several} instead of ${wanted}: there are no more clips`
}

/** What was fitted for a machine. @throws AppError not-found */
export const modelOf = <M>(models: ReadonlyMap<string, M>, machine: string): M => {
  const model = models.get(machine)
  if (model !== undefined) return model
  throw new AppError(
    'not-found',
    machine === ONLY_MACHINE ? 'The system was not fitted' : `The system was not fitted to ${machine}`,
    { machine }
  )
}

/** Domain and operating condition as one word, by which held-out blocks are cut; null where nothing is known. */
export const conditionOf = ({ domain, attributes }: SystemClip): string | null => {
  const pairs = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  if (domain === null && pairs.length === 0) return null
  return [domain ?? '', ...pairs.map(([name, value]) => `${name}=${value}`)].join(' ')
}
