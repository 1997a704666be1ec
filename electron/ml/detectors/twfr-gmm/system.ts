import { AppError } from '../../../contract/errors.ts'
import { fitBackend, loadBackend, saveBackend } from '../../backends/backend.ts'
import type { BackendClip, BackendSpec, FittedBackend, SavedBackend } from '../../backends/backend.ts'
import { SMOTE_DEFAULTS } from '../../backends/smote.ts'
import { featureCache } from '../../cache/feature-cache.ts'
import type { FeatureCache } from '../../cache/feature-cache.ts'
import { DCASE_MEL } from '../../../dsp/mel.ts'
import { ledoitWolf } from '../../linalg/ledoit-wolf.ts'
import { createArrayReader, createArrayWriter } from '../auto/array-codec.ts'
import { aboutMachine, byMachine, conditionOf, fewNormals, modelOf } from '../by-machine.ts'
import { createClipVariety } from '../clip-variety.ts'
import { readParameters } from '../parameters.ts'
import type { FittedSystem, System, SystemClip, SystemContext } from '../system.ts'
import { timeWeightedLevels, TWFR_FEATURES_VERSION } from './features.ts'
import { TWFR_PARAMETERS } from './parameters.ts'
import type { TwfrParameters } from './parameters.ts'

const FORMAT = 1
const ID = 'twfr-gmm'
const CLIPS_PER_COMPONENT = 10
const FEW_NORMALS = 5

interface MachineModel {
  readonly backend: FittedBackend
  readonly clipIds: readonly string[]
}

interface SavedJson {
  readonly detector: string
  readonly format: number
  readonly params: TwfrParameters
  readonly machines: readonly {
    readonly machine: string
    readonly backend: SavedBackend
    readonly clipIds: readonly string[]
  }[]
}

const cacheOf = ({ cacheDir }: SystemContext, { decay }: TwfrParameters): FeatureCache =>
  featureCache(cacheDir, ID, [TWFR_FEATURES_VERSION, decay])

const rowOf = async (
  clip: SystemClip,
  params: TwfrParameters,
  cache: FeatureCache
): Promise<Float64Array> => {
  const row = Float64Array.from(
    await cache.floats(clip, waveform => {
      if (waveform.length >= DCASE_MEL.fftSize) return timeWeightedLevels(waveform, params.decay)
      const message = `${clip.id} is shorter than one frame of ${DCASE_MEL.fftSize} samples`
      throw new AppError('invalid', message, { clipId: clip.id })
    })
  )
  if (row.length > 0 && row.every(Number.isFinite)) return row
  throw new AppError('degenerate-normals', `${clip.id} has samples that are not numbers, or none`, {
    clipId: clip.id
  })
}

const specOf = (clips: readonly BackendClip[], params: TwfrParameters): BackendSpec => {
  const rows = clips.map(({ row }) => row)
  const shrinkage = params.shrinkage === 'none' ? 0 : ledoitWolf(rows, rows[0]?.length ?? 0).shrinkage
  return {
    kind: 'mixture',
    options: {
      components: Math.max(1, Math.min(params.components, Math.floor(clips.length / CLIPS_PER_COMPONENT))),
      covariance: params.covariance,
      // A single clip has no covariance to shrink.
      shrinkage: Number.isFinite(shrinkage) ? shrinkage : 0,
      regularisation: params.regularisation
    },
    ...(params.smote && { smote: SMOTE_DEFAULTS })
  }
}

const fitMachine = async (
  machine: string,
  clips: readonly SystemClip[],
  params: TwfrParameters,
  context: SystemContext
): Promise<MachineModel> => {
  if (clips.length < FEW_NORMALS) {
    const message = aboutMachine(machine, fewNormals(clips.length, FEW_NORMALS))
    if (context.allowsFewNormals !== true) {
      throw new AppError('too-few-normals', message, { machine, have: clips.length, need: FEW_NORMALS })
    }
    context.warn?.(`${message}. The mixture has one component and says little`)
  }
  const cache = cacheOf(context, params)
  const rows: BackendClip[] = []
  const variety = createClipVariety(context.warn)
  for (const [index, clip] of clips.entries()) {
    context.signal?.throwIfAborted()
    context.report?.(index / clips.length, `${index + 1} of ${clips.length} clips`)
    const { recording, domain } = clip
    const row = await rowOf(clip, params, cache)
    variety.add(clip, row)
    rows.push({ row, recording, domain, condition: conditionOf(clip) })
  }
  variety.check()
  try {
    const backend = fitBackend(specOf(rows, params), rows, context.seed)
    return { backend, clipIds: clips.map(({ id }) => id) }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    const message = aboutMachine(
      machine,
      'the normals vary too little for a mixture; raise regularisation or shrink'
    )
    throw new AppError('degenerate-normals', message, { machine }, { cause })
  }
}

const fittedSystem = (models: ReadonlyMap<string, MachineModel>, params: TwfrParameters): FittedSystem => ({
  epochs: 0,
  score: async (clips, context) => {
    const cache = cacheOf(context ?? { seed: 0 }, params)
    const scores = new Float64Array(clips.length)
    for (const [index, clip] of clips.entries()) {
      context?.signal?.throwIfAborted()
      context?.report?.(index / clips.length, `${index + 1} of ${clips.length} clips`)
      scores[index] = modelOf(models, clip.machine).backend.score(await rowOf(clip, params, cache))
    }
    return scores
  },
  heldOut: machine => {
    const { backend, clipIds } = modelOf(models, machine)
    return clipIds.map((clipId, index) => ({ clipId, score: backend.heldOut[index] ?? Number.NaN }))
  },
  save: async () => {
    const writer = createArrayWriter()
    const machines = [...models].map(([machine, { backend, clipIds }]) => ({
      machine,
      clipIds,
      backend: saveBackend(backend, writer)
    }))
    const json: SavedJson = { detector: ID, format: FORMAT, params, machines }
    return { json: JSON.stringify(json), arrays: writer.bytes() }
  },
  dispose: () => undefined
})

/**
 * Time-weighted frequency domain representation with a Gaussian mixture (Guan et al., ICASSP 2023, arXiv
 * 2305.03328): each machine by itself, no training by gradient.
 */
export const twfrGmm: System<TwfrParameters> = {
  id: ID,
  parameters: given => readParameters(TWFR_PARAMETERS, given),
  fit: async (clips, params, context) => {
    const models = new Map<string, MachineModel>()
    const machines = byMachine(clips)
    if (machines.size === 0) throw new AppError('too-few-normals', 'There are no normal clips')
    for (const [machine, own] of machines) {
      models.set(machine, await fitMachine(machine, own, params, context))
    }
    return fittedSystem(models, params)
  },
  load: async ({ json, arrays }) => {
    const saved = parse(json)
    if (saved.detector !== ID) throw new AppError('unreadable', `Not a model of ${ID}`)
    if (saved.format !== FORMAT) {
      throw new AppError('unsupported', 'The model was written by another version of the detector')
    }
    const reader = createArrayReader(arrays)
    const models = new Map(
      saved.machines.map(({ machine, clipIds, backend }) => [
        machine,
        { clipIds, backend: loadBackend(backend, reader) }
      ])
    )
    return fittedSystem(models, saved.params)
  }
}

const parse = (json: string): SavedJson => {
  try {
    return JSON.parse(json) as SavedJson
  } catch (cause) {
    throw new AppError('unreadable', 'The description of the model is torn', {}, { cause })
  }
}
