import type { FitSibling } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import { vetNormals } from '../../ml/detectors/auto/vet.ts'
import type { SystemClip } from '../../ml/detectors/system.ts'
import { gather } from './gather.ts'
import { clipToLearn } from './store-clips.ts'

/** Clips of a machine that a network is trained on at least. */
const LEAST_CLIPS = 5

/** What the systems know a sibling as: names of other machines stay out of this machine's files. */
const nameInSystem = (order: number): string => `sibling-${order + 1}`

/** A sentence of a system with the siblings' own names. */
export const withSiblingNames = (
  sentence: string,
  siblings: readonly Pick<FitSibling, 'sibling'>[]
): string =>
  sentence.replace(
    /\bsibling-(\d+)\b/gu,
    (name, number) => siblings[Number(number) - 1]?.sibling.name ?? name
  )

/** A clip of a sibling with its features. */
export interface SiblingClip {
  readonly system: SystemClip
  /** With the name of its machine. */
  readonly fileName: string
  readonly features: ClipFeatures
}

/** Normals of the siblings that can be learned from, by the rules that hold for every machine's normals. */
export const gatherSiblings = async (
  siblings: readonly FitSibling[],
  signal: AbortSignal,
  report: (fraction: number, message: string) => void
): Promise<SiblingClip[][]> => {
  const gathered: SiblingClip[][] = []
  for (const [order, { sibling, clips }] of siblings.entries()) {
    const read = await gather(clips, signal, fraction =>
      report((order + fraction) / siblings.length, `features of ${sibling.name}`)
    )
    const { kept } = vetNormals(
      read.clips.map(({ clip, features }) => ({ id: clip.clipId, group: clip.recordingId, features }))
    )
    const keptIds = new Set(kept.map(({ id }) => id))
    const machine = nameInSystem(order)
    gathered.push(
      read.clips.flatMap(({ clip, features }, index) => {
        if (!keptIds.has(clip.clipId)) return []
        // Identifiers of other machines stay out of this machine's files.
        const recording = `${machine}/${read.clips.findIndex(other => other.clip.recordingId === clip.recordingId)}`
        const system = clipToLearn(clip, signal, { machine, id: `${machine}/${index}`, recording })
        return [{ system, features, fileName: `${sibling.name}: ${clip.fileName}` }]
      })
    )
  }
  return gathered
}

/**
 * Each network learns from half of this machine's clips, and both from all of a sibling's.
 * @throws AppError too-few-normals, which names the machine
 */
export const refuseFewClips = (
  own: number,
  gathered: readonly (readonly unknown[])[],
  siblings: readonly Pick<FitSibling, 'sibling'>[]
): void => {
  if (own < 2 * LEAST_CLIPS) {
    const have = own === 1 ? '1 normal clip' : `${own} normal clips`
    throw new AppError(
      'too-few-normals',
      `A deeper fit needs ${2 * LEAST_CLIPS} normal clips of this machine; it can learn from ${have}`,
      { have: own, need: 2 * LEAST_CLIPS }
    )
  }
  for (const [order, clips] of gathered.entries()) {
    const name = siblings[order]?.sibling.name ?? ''
    if (clips.length >= LEAST_CLIPS) continue
    const have = clips.length === 1 ? '1 of its normal clips' : `${clips.length} of its normal clips`
    throw new AppError(
      'too-few-normals',
      `A deeper fit needs ${LEAST_CLIPS} normal clips of ${name}; it can learn from ${have}`,
      { have: clips.length, need: LEAST_CLIPS, machine: name }
    )
  }
}
