import { createHash } from 'node:crypto'
import { AppError } from '../../contract/errors.ts'
import { aboutMachine } from './by-machine.ts'
import type { SystemClip } from './system.ts'

/** Watches the features of normals while they are made, so that no clip is read twice. */
export interface ClipVariety {
  readonly add: (clip: SystemClip, features: Float32Array | Float64Array) => void
  /**
   * Warns of silent clips and of a machine whose clips are all the same: both are learned from as they are.
   * @throws AppError degenerate-normals where a machine has nothing but silence
   */
  readonly check: () => void
}

interface Seen {
  readonly ids: string[]
  readonly silent: string[]
  readonly digests: Set<string>
}

/** A watch over the normals of one or several machines. */
export const createClipVariety = (warn: (message: string) => void = () => undefined): ClipVariety => {
  const machines = new Map<string, Seen>()
  return {
    add: ({ id, machine }, features) => {
      const seen = machines.get(machine) ?? { ids: [], silent: [], digests: new Set() }
      machines.set(machine, seen)
      seen.ids.push(id)
      // Digital silence gives the same number everywhere: zero, or the floor of a level.
      if (features.every(value => value === features[0])) seen.silent.push(id)
      const bytes = new Uint8Array(features.buffer, features.byteOffset, features.byteLength)
      seen.digests.add(createHash('sha256').update(bytes).digest('hex'))
    },
    check: () => {
      for (const [machine, { ids, silent, digests }] of machines) {
        if (silent.length === ids.length) {
          const message = aboutMachine(machine, `all normal clips are digital silence (${namesOf(ids)})`)
          throw new AppError('degenerate-normals', message, { machine, clipIds: ids })
        }
        if (silent.length > 0) {
          warn(aboutMachine(machine, `digital silence among the normals (${namesOf(silent)})`))
        } else if (ids.length > 1 && digests.size === 1) {
          const same = `all ${ids.length} normal clips are the same, so no threshold can be trusted`
          warn(aboutMachine(machine, same))
        }
      }
    }
  }
}

const namesOf = (ids: readonly string[]): string =>
  ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 2).join(', ')} and ${ids.length - 2} more`
