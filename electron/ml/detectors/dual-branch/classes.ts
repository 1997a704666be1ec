import { kmeans } from '../../backends/kmeans.ts'
import { seededRandom } from '../../backends/random.ts'
import { aboutMachine, fewerClusters } from '../by-machine.ts'
import type { SystemClip } from '../system.ts'

/** Classes of the training clips, for the two heads. */
export interface ClipClasses {
  /** Of machine and condition together. */
  readonly joint: Int32Array
  readonly machine: Int32Array
  readonly jointCount: number
  readonly machineCount: number
}

export interface ClassOptions {
  readonly hasPseudoClasses: boolean
  readonly pseudoClasses: number
  readonly seed: number
  /** Row by which clips are clustered. */
  readonly rowOf: (clip: number) => Float64Array
  /** Hears of a machine whose clips are fewer than its pseudo-classes should be. */
  readonly warn?: ((message: string) => void) | undefined
}

const conditionOf = (attributes: SystemClip['attributes']): string =>
  JSON.stringify(Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

/**
 * Joint class = machine x attributes; of a machine without any attribute: machine x K-means cluster of its mean log
 * spectra where the variant asks for it (no more clusters than clips), else the machine.
 */
export const classesOf = (clips: readonly SystemClip[], options: ClassOptions): ClipClasses => {
  const machines = [...new Set(clips.map(({ machine }) => machine))]
  const machine = Int32Array.from(clips, clip => machines.indexOf(clip.machine))
  const names = new Array<string>(clips.length)
  for (const [order, name] of machines.entries()) {
    const own = clips.flatMap((clip, index) => (clip.machine === name ? [index] : []))
    const isKnown = own.some(index => Object.keys(clips[index]?.attributes ?? {}).length > 0)
    const clusters = isKnown || !options.hasPseudoClasses ? null : clustersOf(own, options, order)
    const fewer = clusters === null ? null : fewerClusters(own.length, options.pseudoClasses, 'class')
    if (fewer !== null) options.warn?.(aboutMachine(name, fewer))
    for (const [place, index] of own.entries()) {
      const condition = clusters?.[place] ?? conditionOf(clips[index]?.attributes ?? {})
      names[index] = JSON.stringify([name, condition])
    }
  }
  const known = new Map<string, number>()
  const joint = Int32Array.from(names, name => {
    const found = known.get(name) ?? known.size
    known.set(name, found)
    return found
  })
  return { joint, machine, jointCount: known.size, machineCount: machines.length }
}

const clustersOf = (
  own: readonly number[],
  { pseudoClasses, seed, rowOf }: ClassOptions,
  order: number
): Int32Array => kmeans(own.map(rowOf), { clusters: pseudoClasses }, seededRandom(seed + order)).labels
