import { median } from '../../../dsp/statistics.ts'
import type { ClipFeatures } from './features.ts'
import { MIN_SAMPLES } from './features.ts'
import { SAMPLE_RATE_HZ } from './parameters.ts'

/** Why a clip cannot be learned from or judged. */
export type RefusalCode =
  'not-finite' | 'too-short' | 'other-length' | 'silence' | 'narrow-band' | 'identical-normal'

/** A clip that is kept out, with the numbers behind the reason. */
export interface Refusal {
  readonly code: RefusalCode
  readonly params: Readonly<Record<string, number | string>>
}

/** A remark on a clip that stays in. */
export interface Remark {
  readonly id: string
  readonly code: 'unlike-normals'
  readonly params: Readonly<Record<string, number | string>>
}

/** What the clips that a model learned from have in common. */
export interface NormalTraits {
  readonly sampleCount: number
  readonly bandwidthHz: number
}

/** A normal to be vetted. */
export interface VettedClip {
  readonly id: string
  readonly features: ClipFeatures
}

/** Outcome of vetting, in the order given. */
export interface Vetting<C extends VettedClip> {
  readonly kept: readonly C[]
  readonly excluded: readonly { readonly clip: C; readonly refusal: Refusal }[]
  readonly remarks: readonly Remark[]
  readonly traits: NormalTraits
}

const SILENCE_DB = -96
const NARROWER = 0.9
const WIDER = 1 / NARROWER
const LENGTH_TOLERANCE = 0.02
const IDENTICAL_DB = 0.02
const UNLIKE_DEVIATIONS = 8
const UNLIKE_RATIO = 1.5

/** Why features alone (without a model) cannot be used: NaN, under 1 s, digital silence. */
const ownRefusal = ({ isFinite, sampleCount, levelDb }: ClipFeatures): Refusal | undefined => {
  if (!isFinite) return { code: 'not-finite', params: {} }
  if (sampleCount < MIN_SAMPLES)
    return { code: 'too-short', params: { seconds: sampleCount / SAMPLE_RATE_HZ } }
  if (levelDb <= SILENCE_DB) return { code: 'silence', params: { levelDb } }
  return undefined
}

const lengthRefusal = (features: ClipFeatures, traits: NormalTraits): Refusal | undefined =>
  Math.abs(features.sampleCount / traits.sampleCount - 1) > LENGTH_TOLERANCE
    ? {
        code: 'other-length',
        params: {
          seconds: features.sampleCount / SAMPLE_RATE_HZ,
          normalSeconds: traits.sampleCount / SAMPLE_RATE_HZ
        }
      }
    : undefined

const narrowRefusal = (features: ClipFeatures, traits: NormalTraits): Refusal | undefined =>
  features.bandwidthHz < NARROWER * traits.bandwidthHz
    ? { code: 'narrow-band', params: { hz: features.bandwidthHz, normalHz: traits.bandwidthHz } }
    : undefined

/** Why a clip cannot be judged by a model, or undefined: such a clip gets the reason and never a flag. */
export const vetClip = (features: ClipFeatures, traits: NormalTraits): Refusal | undefined =>
  ownRefusal(features) ?? lengthRefusal(features, traits) ?? narrowRefusal(features, traits)

/**
 * Sorts out normals that would break the mathematics or the meaning of a fit, each with its reason, and remarks
 * on clips unlike the other normals.
 */
export const vetNormals = <C extends VettedClip>(clips: readonly C[]): Vetting<C> => {
  const refusals = new Map<C, Refusal>()
  const usable = clips.filter(clip => {
    const refusal = ownRefusal(clip.features)
    if (refusal) refusals.set(clip, refusal)
    return !refusal
  })
  const traits: NormalTraits = {
    sampleCount: usable.length === 0 ? 0 : median(usable.map(clip => clip.features.sampleCount)),
    bandwidthHz: usable.length === 0 ? 0 : median(usable.map(clip => clip.features.bandwidthHz))
  }
  const unique: C[] = []
  for (const clip of usable) {
    const refusal =
      lengthRefusal(clip.features, traits) ??
      narrowRefusal(clip.features, traits) ??
      wideRefusal(clip.features, traits) ??
      identicalRefusal(clip, unique)
    if (refusal) refusals.set(clip, refusal)
    else unique.push(clip)
  }
  return {
    kept: unique,
    excluded: clips.flatMap(clip => {
      const refusal = refusals.get(clip)
      return refusal ? [{ clip, refusal }] : []
    }),
    remarks: unlikeOthers(unique),
    traits
  }
}

// Among normals a wider band than the rest is another recorder too; at scoring it could be the machine.
const wideRefusal = (features: ClipFeatures, traits: NormalTraits): Refusal | undefined =>
  features.bandwidthHz > WIDER * traits.bandwidthHz
    ? { code: 'narrow-band', params: { hz: traits.bandwidthHz, normalHz: features.bandwidthHz } }
    : undefined

const identicalRefusal = (clip: VettedClip, before: readonly VettedClip[]): Refusal | undefined => {
  const twin = before.find(other => isIdentical(clip.features, other.features))
  return twin ? { code: 'identical-normal', params: { other: twin.id } } : undefined
}

const isIdentical = (a: ClipFeatures, b: ClipFeatures): boolean =>
  a.fingerprint === b.fingerprint ||
  a.views.every((value, index) => Math.abs(value - (b.views[index] as number)) < IDENTICAL_DB)

/** Normals whose views lie far from the others', by median and median absolute deviation. */
const unlikeOthers = (clips: readonly VettedClip[]): Remark[] => {
  if (clips.length < 5) return []
  const size = clips[0]?.features.views.length ?? 0
  const squares = clips.map(() => 0)
  for (let index = 0; index < size; index++) {
    const column = clips.map(clip => clip.features.views[index] as number)
    const centre = median(column)
    const spread = 1.4826 * median(column.map(value => Math.abs(value - centre))) + 0.1
    column.forEach((value, clip) => {
      squares[clip] = (squares[clip] as number) + ((value - centre) / spread) ** 2 / size
    })
  }
  const distances = squares.map(Math.sqrt)
  const centre = median(distances)
  const spread = 1.4826 * median(distances.map(value => Math.abs(value - centre)))
  return clips.flatMap(({ id }, index) => {
    const distance = distances[index] as number
    const isFar = distance > centre + UNLIKE_DEVIATIONS * spread && distance > UNLIKE_RATIO * centre
    return isFar ? [{ id, code: 'unlike-normals', params: { times: distance / centre } } as const] : []
  })
}
