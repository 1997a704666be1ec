/**
 * Back-ends turn embeddings (or features) of one machine's normals into anomaly scores. A system gives the rows of
 * its network with what is known of the clips, and a specification; it gets scores, held-out scores and bytes:
 *
 *   const backend = fitBackend({ kind: 'knn', k: 1, smote: SMOTE_DEFAULTS }, clips, seed)
 *   backend.score(row)       // higher is more anomalous
 *   backend.heldOut          // of the training clips, by refits without their block
 *   saveBackend(backend, writer), loadBackend(json, reader)
 *
 * Each kind is one file of plain functions on Float64Array rows, checked against scikit-learn; `fuse` combines
 * several back-ends standardised by `scaleOf(heldOut)`.
 */
import { AppError } from '../../contract/errors.ts'
import type { ArrayReader, ArrayWriter } from '../detectors/auto/array-codec.ts'
import { fitCentres, scoreCentres } from './centres.ts'
import type { CentresModel } from './centres.ts'
import { fitMixture, scoreMixture } from './gaussian-mixture.ts'
import type { MixtureModel, MixtureOptions } from './gaussian-mixture.ts'
import { heldOutScores } from './held-out.ts'
import type { HeldOutClip } from './held-out.ts'
import { fitKnn, scoreKnn } from './knn.ts'
import type { KnnModel } from './knn.ts'
import { fitLocalDensity, scoreLocalDensity } from './local-density.ts'
import type { LocalDensityModel } from './local-density.ts'
import { fitMahalanobis, scoreMahalanobis } from './mahalanobis.ts'
import type { MahalanobisModel } from './mahalanobis.ts'
import { seededRandom } from './random.ts'
import type { Random } from './random.ts'
import { flatten, unflatten } from './rows.ts'
import { smote } from './smote.ts'
import type { SmoteOptions } from './smote.ts'

/** A training clip of a back-end. */
export interface BackendClip extends HeldOutClip {
  readonly row: Float64Array
  readonly domain: 'source' | 'target' | null
}

/** What to fit. With `smote`, target clips are multiplied in the space of the rows before. */
export type BackendSpec = (
  | { readonly kind: 'knn'; readonly k: number }
  | { readonly kind: 'centres'; readonly centres: number }
  | { readonly kind: 'mahalanobis' }
  | { readonly kind: 'mixture'; readonly options: MixtureOptions }
  | { readonly kind: 'local-density'; readonly neighbours: number }
) & { readonly smote?: SmoteOptions }

type BackendModel =
  | ({ readonly kind: 'knn' } & KnnModel)
  | ({ readonly kind: 'centres' } & CentresModel)
  | ({ readonly kind: 'mahalanobis' } & MahalanobisModel)
  | ({ readonly kind: 'mixture' } & MixtureModel)
  | ({ readonly kind: 'local-density' } & LocalDensityModel)

/** A fitted back-end of one machine. */
export interface FittedBackend {
  readonly model: BackendModel
  /** Higher is more anomalous. */
  readonly score: (row: Float64Array) => number
  /** Scores of the training clips, in their order, by fits without their block; NaN where there is no other clip. */
  readonly heldOut: Float64Array
}

const scoreModel = (model: BackendModel, row: Float64Array): number => {
  switch (model.kind) {
    case 'knn':
      return scoreKnn(model, row)
    case 'centres':
      return scoreCentres(model, row)
    case 'mahalanobis':
      return scoreMahalanobis(model, row)
    case 'mixture':
      return scoreMixture(model, row)
    case 'local-density':
      return scoreLocalDensity(model, row)
  }
}

/** The target clips made up to their share by SMOTE, as clips of recordings of their own. */
const withSmote = (
  clips: readonly BackendClip[],
  options: SmoteOptions,
  random: Random
): readonly BackendClip[] => {
  const targets = clips.filter(({ domain }) => domain === 'target')
  const made = smote(
    targets.map(({ row }) => row),
    clips.length - targets.length,
    options,
    random
  )
  return [
    ...clips,
    ...made.map((row, index) => ({
      row,
      domain: 'target' as const,
      recording: `smote ${index}`,
      condition: null
    }))
  ]
}

const fitModel = (spec: BackendSpec, given: readonly BackendClip[], random: Random): BackendModel => {
  const clips = spec.smote === undefined ? given : withSmote(given, spec.smote, random)
  const rows = clips.map(({ row }) => row)
  switch (spec.kind) {
    case 'knn':
      return { kind: spec.kind, ...fitKnn(rows, spec) }
    case 'centres': {
      const domains = clips.map(({ domain }) => domain)
      return { kind: spec.kind, ...fitCentres(rows, domains, spec, random) }
    }
    case 'mahalanobis':
      return { kind: spec.kind, ...fitMahalanobis(rows) }
    case 'mixture':
      return { kind: spec.kind, ...fitMixture(rows, spec.options, random) }
    case 'local-density': {
      const recordings = clips.map(({ recording }) => recording)
      return { kind: spec.kind, ...fitLocalDensity(rows, recordings, spec) }
    }
  }
}

const backendOf = (model: BackendModel, heldOut: Float64Array): FittedBackend => ({
  model,
  heldOut,
  score: row => scoreModel(model, row)
})

/**
 * Fits a back-end to the normals of one machine, clips in the order of recording. One clip is enough for a model,
 * two for held-out scores. Deterministic for a seed.
 * @throws AppError too-few-normals without clips, degenerate-normals where a row is not finite
 */
export const fitBackend = (spec: BackendSpec, clips: readonly BackendClip[], seed: number): FittedBackend => {
  if (clips.length === 0) throw new AppError('too-few-normals', 'A back-end needs at least one normal clip')
  const broken = clips.find(({ row }) => !row.every(Number.isFinite))
  if (broken !== undefined) {
    const { recording } = broken
    throw new AppError('degenerate-normals', `${recording} gives features that are not numbers`, {
      recording
    })
  }
  const model = fitModel(spec, clips, seededRandom(seed))
  const heldOut = heldOutScores(
    clips,
    (kept, random) =>
      fitModel(
        spec,
        kept.map(index => clips[index] as BackendClip),
        random
      ),
    (without, index) => scoreModel(without, (clips[index] as BackendClip).row),
    seed
  )
  return backendOf(model, heldOut)
}

/** The part of a saved back-end that is JSON; its numbers are in the array file. */
export interface SavedBackend {
  readonly kind: BackendModel['kind']
  readonly rows: number
  readonly k?: number
  readonly isDiagonal?: boolean
  readonly logWeights?: readonly number[]
  readonly logDeterminants?: readonly number[]
}

/** Writes a back-end's numbers and answers the rest as JSON. */
export const saveBackend = ({ model, heldOut }: FittedBackend, writer: ArrayWriter): SavedBackend => {
  writer.write(heldOut)
  switch (model.kind) {
    case 'knn':
      writer.write(flatten(model.rows))
      return { kind: model.kind, rows: model.rows.length, k: model.k }
    case 'centres':
      writer.write(flatten(model.rows))
      return { kind: model.kind, rows: model.rows.length }
    case 'local-density':
      writer.write(flatten(model.rows))
      writer.write(model.spacings)
      return { kind: model.kind, rows: model.rows.length }
    case 'mahalanobis':
      writer.write(model.mean)
      writer.write(model.precision)
      return { kind: model.kind, rows: 1 }
    case 'mixture':
      for (const { mean, whitening } of model.components) {
        writer.write(mean)
        writer.write(whitening)
      }
      return {
        kind: model.kind,
        rows: model.components.length,
        isDiagonal: model.isDiagonal,
        logWeights: model.components.map(({ logWeight }) => logWeight),
        logDeterminants: model.components.map(({ logDeterminant }) => logDeterminant)
      }
  }
}

const readModel = (saved: SavedBackend, reader: ArrayReader): BackendModel => {
  const rows = () => unflatten(reader.float64(), saved.rows)
  switch (saved.kind) {
    case 'knn':
      return { kind: 'knn', k: saved.k ?? 1, rows: rows() }
    case 'centres':
      return { kind: 'centres', rows: rows() }
    case 'local-density':
      return { kind: 'local-density', rows: rows(), spacings: reader.float64() }
    case 'mahalanobis':
      return { kind: 'mahalanobis', mean: reader.float64(), precision: reader.float64() }
    case 'mixture':
      return {
        kind: 'mixture',
        isDiagonal: saved.isDiagonal === true,
        components: Array.from({ length: saved.rows }, (_, index) => ({
          logWeight: saved.logWeights?.[index] ?? Number.NaN,
          logDeterminant: saved.logDeterminants?.[index] ?? Number.NaN,
          mean: reader.float64(),
          whitening: reader.float64()
        }))
      }
  }
}

/** A back-end from what `saveBackend` gave; its scores are equal to the bit. @throws AppError unreadable */
export const loadBackend = (saved: SavedBackend, reader: ArrayReader): FittedBackend => {
  const heldOut = reader.float64()
  return backendOf(readModel(saved, reader), heldOut)
}
