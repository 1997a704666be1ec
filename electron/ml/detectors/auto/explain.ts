import type { Reason, ViewScore } from '../../../contract/results.ts'
import type { FusedModel, FusedScore } from './fused-model.ts'
import { VIEWS } from './parameters.ts'

/** Bands in which a clip's deviation is shown: 64 of 125 Hz. */
export const SHOWN_BANDS = 64
const BAND_HZ = 125
const IMPULSE_HZ = 500

/** How many impulses the normals have per 500-Hz band. */
export interface ImpulseNorm {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/** The views' standardised distances and their shares of what is above normal (sum 1). */
export const viewScores = ({ ignoreLevel }: FusedModel, { z }: FusedScore): ViewScore[] => {
  const raised = z.map((value, index) =>
    ignoreLevel && VIEWS[index]?.id === 'level' ? 0 : Math.max(value, 0)
  )
  const total = raised.reduce((sum, value) => sum + value, 0)
  return VIEWS.map(({ id }, index) => ({
    view: id,
    z: z[index] as number,
    share: total > 0 ? (raised[index] as number) / total : 0
  }))
}

/**
 * Where in frequency a clip differs: per 125-Hz band what the squared deviations of the four band views, in the
 * normals' variances, have beyond the 1 that a normal clip has on average; normalised to the sum 1.
 */
export const bandContributions = (model: FusedModel, { deviations }: FusedScore): number[] => {
  const bands = Array.from({ length: SHOWN_BANDS }, () => 0)
  VIEWS.forEach(({ id, size }, index) => {
    const model_ = model.views[index]
    if (id === 'level' || !model_) return
    const width = size / SHOWN_BANDS
    deviations[index]?.forEach((value, position) => {
      const excess = Math.max(value ** 2 / (model_.variance[position] as number) - 1, 0)
      const band = Math.floor(position / width)
      bands[band] = (bands[band] as number) + excess / width
    })
  })
  const total = bands.reduce((sum, value) => sum + value, 0)
  return bands.map(value => (total > 0 ? value / total : 1 / SHOWN_BANDS))
}

const NOTABLE_Z = 2
const NOTABLE_BAND_Z = 3
const SLIGHT_Z = 1
/** A kilohertz with less of the difference than this names no place: it would be one of eight by chance. */
const CONCENTRATED = 0.3
const MOST_REASONS = 4
/** Weaker than this beside the strongest reason says nothing. */
const NOTABLE_SHARE = 0.1
/** Below 500 Hz a swelling hum rises as fast as an impulse. */
const FIRST_IMPULSE_BAND = 1

interface Candidate {
  readonly reason: Reason
  readonly weight: number
}

/** Why a clip stands out, strongest first: at most four codes with their numbers; none where no view does. */
export const reasonsOf = (
  model: FusedModel,
  score: FusedScore,
  impulses: Uint16Array,
  norm: ImpulseNorm
): Reason[] => {
  const [quick, quicker, drops, loudest, level] = score.z.map(value => value > NOTABLE_Z)
  const found: Candidate[] = []
  const levelDb = score.deviations[4]?.[0] ?? 0
  if (level && !model.ignoreLevel) {
    const code = levelDb > 0 ? 'louder-than-normal' : 'quieter-than-normal'
    found.push({ reason: { code, params: { db: Math.abs(levelDb) } }, weight: score.z[4] as number })
  }
  const knocks = quick || quicker ? impulseReason(impulses, norm) : undefined
  if (knocks) found.push({ reason: knocks, weight: Math.max(score.z[0] as number, score.z[1] as number) })
  if (loudest) {
    push(found, strongestRange(model, score, 3, 1), 'band-raised', score.z[3] as number)
    push(found, strongestRange(model, score, 3, -1), 'band-lowered', score.z[3] as number)
  }
  if (drops) push(found, strongestRange(model, score, 2, 1), 'drops', score.z[2] as number)
  if (quick && !knocks) push(found, strongestRange(model, score, 0, 1), 'unsteady', score.z[0] as number)
  if (found.length === 0) return differingBand(model, score)
  const strongest = Math.max(0, ...found.map(({ weight }) => weight))
  return found
    .filter(({ weight }) => weight >= NOTABLE_SHARE * strongest)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_REASONS)
    .map(({ reason }) => reason)
}

// No view says why by itself: name the kilohertz in which most of the difference lies, where one stands out.
const differingBand = (model: FusedModel, score: FusedScore): Reason[] => {
  if (score.z.slice(0, 4).every(value => value < SLIGHT_Z)) return []
  const bands = bandContributions(model, score)
  const width = 1000 / BAND_HZ
  const sums = bands
    .slice(0, SHOWN_BANDS - width + 1)
    .map((_, from) => bands.slice(from, from + width).reduce((sum, share) => sum + share, 0))
  const largest = Math.max(...sums)
  if (largest < CONCENTRATED) return []
  const from = sums.indexOf(largest) * BAND_HZ
  return [{ code: 'band-differs', params: { lowHz: from, highHz: from + 1000 } }]
}

const push = (
  found: Candidate[],
  range: BandRange | undefined,
  code: Reason['code'],
  weight: number
): void => {
  if (!range) return
  found.push({ reason: { code, params: { lowHz: range.lowHz, highHz: range.highHz, db: range.db } }, weight })
}

const impulseReason = (counts: Uint16Array, norm: ImpulseNorm): Reason | undefined => {
  const excess = Array.from(counts, (count, band) => {
    if (band < FIRST_IMPULSE_BAND) return 0
    const usual = norm.mean[band] as number
    return count - usual > Math.max(3, 3 * (norm.deviation[band] as number)) ? count - usual : 0
  })
  const range = heaviestRun(excess, value => value > 0)
  if (!range) return undefined
  const count = Math.max(...counts.subarray(range.from, range.to))
  return {
    code: 'impulses',
    params: { lowHz: range.from * IMPULSE_HZ, highHz: range.to * IMPULSE_HZ, count }
  }
}

interface BandRange {
  readonly lowHz: number
  readonly highHz: number
  readonly db: number
}

/** The run of neighbouring bands of a view that deviates most in one direction, with its mean deviation in dB. */
const strongestRange = (
  model: FusedModel,
  score: FusedScore,
  view: number,
  direction: 1 | -1
): BandRange | undefined => {
  const deviations = score.deviations[view]
  const variance = model.views[view]?.variance
  if (!deviations || !variance) return undefined
  const z = Array.from(
    deviations,
    (value, index) => (direction * value) / Math.sqrt(variance[index] as number)
  )
  const run = heaviestRun(z, value => value > NOTABLE_BAND_Z)
  if (!run) return undefined
  const hz = (BAND_HZ * SHOWN_BANDS) / deviations.length
  const inside = deviations.subarray(run.from, run.to)
  const db = (direction * inside.reduce((sum, value) => sum + value, 0)) / inside.length
  return { lowHz: run.from * hz, highHz: run.to * hz, db }
}

// Heaviest run of values that count; a gap of one value does not end it.
const heaviestRun = (
  values: readonly number[],
  counts: (value: number) => boolean
): { from: number; to: number } | undefined => {
  let best: { from: number; to: number; weight: number } | undefined
  let run: { from: number; to: number; weight: number } | undefined
  values.forEach((value, index) => {
    if (!counts(value)) return
    run =
      run && index - run.to <= 1
        ? { ...run, to: index + 1, weight: run.weight + value }
        : { from: index, to: index + 1, weight: value }
    if (!best || run.weight > best.weight) best = run
  })
  return best
}
