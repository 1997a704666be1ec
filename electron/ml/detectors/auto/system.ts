import { AppError } from '../../../contract/errors.ts'
import { fitBackend, loadBackend, saveBackend } from '../../backends/backend.ts'
import type { FittedBackend, SavedBackend } from '../../backends/backend.ts'
import { featureCache } from '../../cache/feature-cache.ts'
import type { FeatureCache } from '../../cache/feature-cache.ts'
import { aboutMachine, byMachine, conditionOf, modelOf } from '../by-machine.ts'
import { readParameters } from '../parameters.ts'
import type { FittedSystem, HeldOutScore, System, SystemClip, SystemContext } from '../system.ts'
import { createArrayReader, createArrayWriter } from './array-codec.ts'
import { decodeFeatures, encodeFeatures, FEATURES_VERSION } from './feature-codec.ts'
import { extractFeatures } from './features.ts'
import type { ClipFeatures } from './features.ts'
import { fitAuto, FitRefused } from './fit.ts'
import type { FittedAuto } from './fitted.ts'
import { rowOf } from './fused-model.ts'
import { AUTO_PARAMETERS, RECIPE } from './parameters.ts'
import type { RefusalCode } from './vet.ts'
import type { AutoParameters } from './parameters.ts'
import { loadAuto, saveAuto } from './persist.ts'

/** The default detector of a machine, or what stands in for it where there are too few normals to calibrate on. */
type MachineModel =
  | { readonly kind: 'auto'; readonly fitted: FittedAuto }
  | { readonly kind: 'few'; readonly backend: FittedBackend; readonly heldOut: readonly HeldOutScore[] }

const cacheOf = ({ cacheDir }: SystemContext): FeatureCache =>
  featureCache(cacheDir, 'auto', FEATURES_VERSION)

const featuresOf = async (clip: SystemClip, cache: FeatureCache): Promise<ClipFeatures> =>
  decodeFeatures(await cache.bytes(clip, waveform => encodeFeatures(extractFeatures(waveform))))

/** Mahalanobis distance of all views together: needs no calibration, so it takes any number of normals. */
const fitFew = (
  clips: readonly SystemClip[],
  features: readonly ClipFeatures[],
  seed: number
): MachineModel => {
  const rows = clips.map((clip, index) => ({
    row: rowOf(features[index] as ClipFeatures),
    recording: clip.recording,
    domain: clip.domain,
    condition: null
  }))
  const backend = fitBackend({ kind: 'mahalanobis' }, rows, seed)
  const heldOut = clips.map(({ id }, index) => ({ clipId: id, score: backend.heldOut[index] ?? Number.NaN }))
  return { kind: 'few', backend, heldOut }
}

const fitMachine = async (
  machine: string,
  clips: readonly SystemClip[],
  params: AutoParameters,
  context: SystemContext
): Promise<MachineModel> => {
  const cache = cacheOf(context)
  const features: ClipFeatures[] = []
  for (const [index, clip] of clips.entries()) {
    context.signal?.throwIfAborted()
    context.report?.(index / clips.length, `${index + 1} of ${clips.length} clips`)
    features.push(await featuresOf(clip, cache))
  }
  const set = clips.map((clip, order) => {
    const condition = conditionOf(clip)
    return {
      id: clip.id,
      group: clip.recording,
      order,
      ...(condition !== null && { block: condition }),
      features: features[order] as ClipFeatures
    }
  })
  try {
    const fitted = fitAuto({ clips: set }, params, { ...(context.signal && { signal: context.signal }) })
    const left = fitted.model.excluded.map(({ id, refusal }) => `${id} (${REFUSALS[refusal.code]})`)
    if (left.length > 0) {
      const others = left.length > NAMED ? ` and ${left.length - NAMED} more` : ''
      context.warn?.(aboutMachine(machine, `not learned from: ${left.slice(0, NAMED).join(', ')}${others}`))
    }
    return { kind: 'auto', fitted }
  } catch (error) {
    if (!(error instanceof FitRefused) || context.allowsFewNormals !== true) throw error
    const instead = 'The Mahalanobis distance of all views stands in for auto.'
    context.warn?.(aboutMachine(machine, `${error.message}. ${instead}`))
    return fitFew(clips, features, context.seed)
  }
}

const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  'not-finite': 'samples that are not numbers',
  'too-short': 'shorter than a second',
  'other-length': 'another length than the others',
  silence: 'digital silence',
  'narrow-band': 'another bandwidth than the others',
  'identical-normal': 'the same as another clip'
}
/** Clips that a warning names. */
const NAMED = 3

const scoreOf = (model: MachineModel, features: ClipFeatures): number =>
  model.kind === 'auto' ? model.fitted.score(features).score : model.backend.score(rowOf(features))

const heldOutOf = (model: MachineModel): readonly HeldOutScore[] =>
  model.kind === 'few'
    ? model.heldOut
    : model.fitted.model.clips.map(({ id }, index) => ({
        clipId: id,
        score: model.fitted.model.calibration.blocked[index] ?? Number.NaN
      }))

/** Other than the model of a single machine, which is `auto`. */
const SAVED_AS = 'auto-machines'

interface SavedMachine {
  readonly machine: string
  readonly bytes: number
  readonly auto?: string
  readonly few?: { readonly backend: SavedBackend; readonly clipIds: readonly string[] }
}

const saveMachine = (machine: string, model: MachineModel): { saved: SavedMachine; arrays: Uint8Array } => {
  if (model.kind === 'auto') {
    const { json, arrays } = saveAuto(model.fitted)
    return { saved: { machine, bytes: arrays.length, auto: json }, arrays }
  }
  const writer = createArrayWriter()
  const backend = saveBackend(model.backend, writer)
  const arrays = writer.bytes()
  const clipIds = model.heldOut.map(({ clipId }) => clipId)
  return { saved: { machine, bytes: arrays.length, few: { backend, clipIds } }, arrays }
}

const loadMachine = ({ auto, few }: SavedMachine, arrays: Uint8Array): MachineModel => {
  if (auto !== undefined) return { kind: 'auto', fitted: loadAuto({ json: auto, arrays }) }
  if (few === undefined) throw new AppError('unreadable', 'A machine of the model has no detector')
  const backend = loadBackend(few.backend, createArrayReader(arrays))
  const heldOut = few.clipIds.map((clipId, index) => ({
    clipId,
    score: backend.heldOut[index] ?? Number.NaN
  }))
  return { kind: 'few', backend, heldOut }
}

const fittedSystem = (models: ReadonlyMap<string, MachineModel>): FittedSystem => ({
  epochs: 0,
  score: async (clips, context) => {
    const cache = cacheOf(context ?? { seed: 0 })
    const scores = new Float64Array(clips.length)
    for (const [index, clip] of clips.entries()) {
      context?.signal?.throwIfAborted()
      context?.report?.(index / clips.length, `${index + 1} of ${clips.length} clips`)
      scores[index] = scoreOf(modelOf(models, clip.machine), await featuresOf(clip, cache))
    }
    return scores
  },
  heldOut: machine => heldOutOf(modelOf(models, machine)),
  save: async () => {
    const parts = [...models].map(([machine, model]) => saveMachine(machine, model))
    const json = JSON.stringify({
      detector: SAVED_AS,
      recipe: RECIPE.version,
      machines: parts.map(({ saved }) => saved)
    })
    return { json, arrays: Buffer.concat(parts.map(({ arrays }) => arrays)) }
  },
  dispose: () => undefined
})

/** The default detector as a system: every machine by itself, no training by gradient, no seed. */
export const autoSystem: System<AutoParameters> = {
  id: 'auto',
  parameters: given => readParameters(AUTO_PARAMETERS, given),
  fit: async (clips, params, context) => {
    const models = new Map<string, MachineModel>()
    const machines = byMachine(clips)
    if (machines.size === 0) throw new AppError('too-few-normals', 'There are no normal clips')
    for (const [machine, own] of machines) {
      models.set(machine, await fitMachine(machine, own, params, context))
    }
    return fittedSystem(models)
  },
  load: async ({ json, arrays }) => {
    const saved = parse(json)
    if (saved.detector !== SAVED_AS) throw new AppError('unreadable', 'Not a model of this detector')
    if (saved.recipe !== RECIPE.version) {
      throw new AppError('unsupported', 'The model was written by another version of the detector')
    }
    let at = 0
    const models = new Map<string, MachineModel>()
    for (const part of saved.machines) {
      models.set(part.machine, loadMachine(part, arrays.subarray(at, at + part.bytes)))
      at += part.bytes
    }
    return fittedSystem(models)
  }
}

interface SavedJson {
  readonly detector: string
  readonly recipe: number
  readonly machines: readonly SavedMachine[]
}

const parse = (json: string): SavedJson => {
  try {
    return JSON.parse(json) as SavedJson
  } catch (cause) {
    throw new AppError('unreadable', 'The description of the model is torn', {}, { cause })
  }
}
