import type { Machine, Sibling } from '../../contract/index.ts'
import type { Repositories } from '../../store/index.ts'
import { fitSetOf, type FitSet } from './fit-set.ts'

/** Normal clips that every machine of a deeper fit needs, and how many machines it takes, this one among them. */
export const SIBLING_NORMALS = 20
export const DEEPER_MACHINES = 4

/** Machines of one kind are called alike; what the kind is, a person wrote. */
const kindOf = ({ kind }: Pick<Machine, 'kind'>): string => kind.trim().toLocaleLowerCase()

/** Another machine of the same kind and clip length, with what a fit of it would learn from. */
export interface FoundSibling {
  readonly sibling: Sibling
  readonly set: FitSet
}

/** The machines that a deeper fit of this one would learn from, in the order of the store. */
export const siblingsOf = async (repositories: Repositories, machine: Machine): Promise<FoundSibling[]> => {
  const kind = kindOf(machine)
  if (kind === '' || machine.clipLengthS === null) return []
  const found: FoundSibling[] = []
  for (const other of await repositories.machines.list()) {
    const isAlike = kindOf(other) === kind && other.clipLengthS === machine.clipLengthS
    if (other.id === machine.id || !isAlike) continue
    const set = await fitSetOf(repositories, other.id)
    const normals = set.clips.length
    if (normals < SIBLING_NORMALS) continue
    found.push({ sibling: { machineId: other.id, name: other.name, normals }, set })
  }
  return found
}

/** Why a machine cannot have a deeper fit, with what to do about it; null where it can. */
export const whyNoDeeperFit = (
  machine: Machine,
  set: FitSet,
  siblings: readonly FoundSibling[]
): string | null => {
  if (kindOf(machine) === '') {
    return 'Enter what kind of machine this is: a deeper fit learns from machines of the same kind.'
  }
  if (set.clips.length < SIBLING_NORMALS) {
    return `A deeper fit needs ${SIBLING_NORMALS} normal clips; there are ${set.clips.length}.`
  }
  const missing = DEEPER_MACHINES - 1 - siblings.length
  if (missing <= 0) return null
  const clips = `at least ${SIBLING_NORMALS} normal clips of ${machine.clipLengthS ?? '?'} s each`
  const more = missing === 1 ? 'one more machine' : `${missing} more machines`
  return `A deeper fit needs ${more} of the kind "${machine.kind.trim()}" with ${clips}.`
}
