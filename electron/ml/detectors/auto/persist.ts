import { AppError } from '../../../contract/errors.ts'
import type { SavedModel } from '../detector.ts'
import { createArrayReader, createArrayWriter } from './array-codec.ts'
import type { ArrayReader, ArrayWriter } from './array-codec.ts'
import { fittedAuto } from './fitted.ts'
import type { AutoModel, FittedAuto, FittedClip } from './fitted.ts'
import type { LaneView } from './lane-model.ts'
import { RECIPE } from './parameters.ts'
import type { ViewModel } from './view-model.ts'

/** Version of the saved form. */
const FORMAT = 1

type Slim<T, K extends keyof T> = Omit<T, K>

/** The JSON part: every number that is not in the arrays, exact because JSON keeps doubles. */
interface SavedJson {
  readonly detector: 'auto'
  readonly format: number
  readonly recipe: typeof RECIPE
  readonly arrayBytes: number
  readonly model: Slim<AutoModel, 'fused' | 'lane' | 'calibration' | 'impulses' | 'clips'> & {
    readonly fused: Slim<AutoModel['fused'], 'views'>
    readonly fusedViews: readonly Pick<ViewModel, 'location' | 'scale'>[]
    readonly lane: Slim<AutoModel['lane'], 'views'>
    readonly laneViews: readonly Pick<LaneView, 'location' | 'scale'>[]
    readonly calibration: Pick<AutoModel['calibration'], 'recordings' | 'threshold' | 'monitorLine'>
    readonly blocks: Slim<AutoModel['calibration']['blocks'], 'ofClip'>
    readonly clips: readonly SavedClip[]
  }
}

type SavedClip = Slim<FittedClip, 'row' | 'heldOut'> & {
  readonly heldOut: Slim<FittedClip['heldOut'], 'bands' | 'lane'>
  readonly lane: Slim<FittedClip['heldOut']['lane'], 'values' | 'bands'>
}

/** A model as JSON and bytes; the same model gives the same bytes. */
export const saveAuto = ({ model }: FittedAuto): SavedModel => {
  const writer = createArrayWriter()
  model.fused.views.forEach(view => writeMetric(writer, view.mean, view.variance, view.precision))
  model.lane.views.forEach(view => writeMetric(writer, view.mean, view.deviation, view.precision))
  const { calibration, impulses } = model
  for (const scores of [calibration.blocked, calibration.clipWise, calibration.mixed]) writer.write(scores)
  writer.write(Float64Array.from(calibration.blocks.ofClip))
  writer.write(Float64Array.from(calibration.folds))
  writer.write(impulses.mean)
  writer.write(impulses.deviation)
  for (const { row, heldOut } of model.clips) {
    writer.write(row)
    writer.write(Float64Array.from(heldOut.bands))
    writer.write(heldOut.lane.values)
    writer.write(heldOut.lane.bands)
  }
  const arrays = writer.bytes()
  return { json: JSON.stringify(jsonOf(model, arrays.length)), arrays }
}

const jsonOf = (model: AutoModel, arrayBytes: number): SavedJson => {
  const { fused, lane, calibration, clips, params, traits, levelDeviationDb, isProvisional } = model
  return {
    detector: 'auto',
    format: FORMAT,
    recipe: RECIPE,
    arrayBytes,
    model: {
      params,
      traits,
      levelDeviationDb,
      isProvisional,
      excluded: model.excluded,
      warnings: model.warnings,
      fused: { ignoreLevel: fused.ignoreLevel, location: fused.location, scale: fused.scale },
      fusedViews: fused.views.map(({ location, scale }) => ({ location, scale })),
      lane: { ignoreLevel: lane.ignoreLevel, threshold: lane.threshold },
      laneViews: lane.views.map(({ location, scale }) => ({ location, scale })),
      calibration: {
        recordings: calibration.recordings,
        threshold: calibration.threshold,
        monitorLine: calibration.monitorLine
      },
      blocks: { count: calibration.blocks.count, basis: calibration.blocks.basis },
      clips: clips.map(({ id, group, block, heldOut }) => {
        const { startS, stepS, windowS, threshold, peakS, topBands } = heldOut.lane
        return {
          id,
          group,
          block,
          heldOut: { views: heldOut.views, reasons: heldOut.reasons },
          lane: { startS, stepS, windowS, threshold, peakS, topBands }
        }
      })
    }
  }
}

/**
 * A model from what `saveAuto` gave; its scores are equal to the bit.
 * @throws AppError unreadable (torn or other data), unsupported (written by another version)
 */
export const loadAuto = ({ json, arrays }: SavedModel): FittedAuto => {
  const saved = parse(json)
  if (saved.detector !== 'auto') throw new AppError('unreadable', 'Not a model of the default detector')
  if (saved.format !== FORMAT || saved.recipe.version !== RECIPE.version) {
    throw new AppError('unsupported', 'The model was written by another version of the detector', {
      format: saved.format,
      need: FORMAT
    })
  }
  if (saved.arrayBytes !== arrays.length)
    throw new AppError('unreadable', 'The numbers of the model are torn')
  const reader = createArrayReader(arrays)
  const { fusedViews, laneViews, blocks, clips, ...rest } = saved.model
  const fused = {
    ...rest.fused,
    views: fusedViews.map(view => {
      const [mean, variance, precision] = readMetric(reader)
      return { ...view, mean, variance, precision }
    })
  }
  const lane = {
    ...rest.lane,
    views: laneViews.map(view => {
      const [mean, deviation, precision] = readMetric(reader)
      return { ...view, mean, deviation, precision }
    })
  }
  const calibration = {
    ...rest.calibration,
    blocked: reader.float64(),
    clipWise: reader.float64(),
    mixed: reader.float64(),
    blocks: { ...blocks, ofClip: Int32Array.from(reader.float64()) },
    folds: Int32Array.from(reader.float64())
  }
  const impulses = { mean: reader.float64(), deviation: reader.float64() }
  const readClip = ({ lane: shape, ...clip }: SavedClip): FittedClip => {
    const row = reader.float64()
    const bands = Array.from(reader.float64())
    const heldOutLane = { ...shape, values: reader.float32(), bands: reader.float32() }
    return { ...clip, row, heldOut: { ...clip.heldOut, bands, lane: heldOutLane } }
  }
  return fittedAuto({ ...rest, fused, lane, calibration, impulses, clips: clips.map(readClip) })
}

const parse = (json: string): SavedJson => {
  try {
    return JSON.parse(json) as SavedJson
  } catch (cause) {
    throw new AppError('unreadable', 'The description of the model is torn', {}, { cause })
  }
}

// A metric is symmetric: its upper triangle is enough.
const writeMetric = (
  writer: ArrayWriter,
  mean: Float64Array,
  spread: Float64Array,
  metric: Float64Array
): void => {
  const d = mean.length
  const triangle = new Float64Array((d * (d + 1)) / 2)
  let at = 0
  for (let i = 0; i < d; i++) for (let j = i; j < d; j++) triangle[at++] = metric[i * d + j] as number
  writer.write(mean)
  writer.write(spread)
  writer.write(triangle)
}

const readMetric = (reader: ArrayReader): [Float64Array, Float64Array, Float64Array] => {
  const mean = reader.float64()
  const spread = reader.float64()
  const triangle = reader.float64()
  const d = mean.length
  const metric = new Float64Array(d * d)
  let at = 0
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      metric[i * d + j] = triangle[at] as number
      metric[j * d + i] = triangle[at++] as number
    }
  }
  return [mean, spread, metric]
}
