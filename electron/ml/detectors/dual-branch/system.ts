import { AppError } from '../../../contract/errors.ts'
import { loadBackend, saveBackend } from '../../backends/backend.ts'
import type { SavedBackend } from '../../backends/backend.ts'
import { openEngine } from '../../engine/engine.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Scorer } from '../../training/scorer.ts'
import { createArrayReader, createArrayWriter } from '../auto/array-codec.ts'
import { modelOf } from '../by-machine.ts'
import { readParameters } from '../parameters.ts'
import { inBatches } from '../in-batches.ts'
import type { FittedSystem, System, SystemClip } from '../system.ts'
import { featureSizes, magnitudesOf } from './clip-features.ts'
import { fitDualBranch } from './fit.ts'
import type { Fitted } from './fit.ts'
import { createEmbedder, embed, networkOf } from './network.ts'
import { DUAL_BRANCH_PARAMETERS, DUAL_BRANCH_SMOTE_PARAMETERS } from './parameters.ts'
import type { DualBranchParameters, Variant } from './parameters.ts'

const FORMAT = 1

interface SavedJson {
  readonly detector: string
  readonly format: number
  readonly params: DualBranchParameters
  readonly epochs: number
  readonly machines: readonly {
    readonly machine: string
    readonly clipIds: readonly string[]
    readonly wasTrainedOn: readonly boolean[]
    readonly backend: SavedBackend
  }[]
}

const fittedSystem = (
  id: Variant['id'],
  engine: Engine,
  { network, machines, epochs }: Fitted,
  params: DualBranchParameters
): FittedSystem => {
  const sizes = featureSizes(params.lengthS)
  // Kept for all calls: recording its graph takes longer than scoring many clips.
  let embedder: Scorer | undefined
  return {
    epochs,
    score: async (clips, context) => {
      const kept = (embedder ??= createEmbedder(engine, network))
      const rows = await inBatches(engine, clips, {
        featuresOf: clip => {
          context?.signal?.throwIfAborted()
          modelOf(machines, clip.machine)
          return magnitudesOf(engine, clip, sizes)
        },
        resultsOf: (_, features) => embed(engine, kept, sizes, features),
        onDone: done => context?.report?.(done / clips.length, `${done} of ${clips.length} clips`)
      })
      return Float64Array.from(rows, (row, index) =>
        modelOf(machines, (clips[index] as SystemClip).machine).backend.score(row)
      )
    },
    heldOut: machine => {
      const { backend, clipIds, wasTrainedOn } = modelOf(machines, machine)
      const isLeftOut = wasTrainedOn.includes(false)
      return clipIds.flatMap((clipId, index) =>
        isLeftOut && wasTrainedOn[index] === true
          ? []
          : [{ clipId, score: backend.heldOut[index] ?? Number.NaN }]
      )
    },
    save: async () => {
      const writer = createArrayWriter()
      const bytes = await network.parameters.save()
      writer.write(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4))
      const json: SavedJson = {
        ...{ detector: id, format: FORMAT, params, epochs },
        machines: [...machines].map(([machine, { backend, clipIds, wasTrainedOn }]) => ({
          ...{ machine, clipIds, wasTrainedOn },
          backend: saveBackend(backend, writer)
        }))
      }
      return { json: JSON.stringify(json), arrays: writer.bytes() }
    },
    dispose: () => {
      embedder?.dispose()
      network.parameters.dispose()
    }
  }
}

const parse = (json: string): SavedJson => {
  try {
    return JSON.parse(json) as SavedJson
  } catch (cause) {
    throw new AppError('unreadable', 'The description of the model is torn', {}, { cause })
  }
}

const load = async (id: Variant['id'], json: string, arrays: Uint8Array): Promise<FittedSystem> => {
  const saved = parse(json)
  if (saved.detector !== id) throw new AppError('unreadable', `Not a model of ${id}`)
  if (saved.format !== FORMAT) {
    throw new AppError('unsupported', 'The model was written by another version of the detector')
  }
  const engine = await openEngine({ work: 'score' })
  const reader = createArrayReader(arrays)
  const numbers = reader.float32()
  const machines = new Map(
    saved.machines.map(({ machine, clipIds, wasTrainedOn, backend }) => [
      machine,
      { clipIds, wasTrainedOn, backend: loadBackend(backend, reader) }
    ])
  )
  const network = networkOf(engine, 0, featureSizes(saved.params.lengthS), saved.params)
  try {
    network.parameters.load(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  } catch (error) {
    network.parameters.dispose()
    throw error
  }
  return fittedSystem(id, engine, { network, machines, epochs: saved.epochs }, saved.params)
}

const createSystem = (variant: Variant): System<DualBranchParameters> => ({
  id: variant.id,
  parameters: given =>
    readParameters(variant.isBalanced ? DUAL_BRANCH_SMOTE_PARAMETERS : DUAL_BRANCH_PARAMETERS, given),
  fit: async (clips, params, context) => {
    const engine = await openEngine({ warn: context.warn })
    const fitted = await fitDualBranch(engine, clips, params, variant, context)
    return fittedSystem(variant.id, engine, fitted, params)
  },
  load: ({ json, arrays }) => load(variant.id, json, arrays)
})

/**
 * Midea's submission 1 to DCASE 2024 Task 2: the dual-branch network with attention, sub-cluster AdaCos over machine
 * x attributes and over machines. A machine alone gets K-means and self-made classes.
 */
export const dualBranch = createSystem({
  ...{ id: 'dual-branch', hasPseudoClasses: false, hasMixup: false, isBalanced: false }
})

/** Submission 2: K-means pseudo-classes where attributes are not known. */
export const dualBranchKmeans = createSystem({
  ...{ id: 'dual-branch-kmeans', hasPseudoClasses: true, hasMixup: false, isBalanced: false }
})

/** Submission 3, "using Mixup": read as mixup on top of submission 2. */
export const dualBranchMixup = createSystem({
  ...{ id: 'dual-branch-mixup', hasPseudoClasses: true, hasMixup: true, isBalanced: false }
})

/** Submission 4: time warping, SMOTE on the training data and mixup. */
export const dualBranchSmote = createSystem({
  ...{ id: 'dual-branch-smote', hasPseudoClasses: true, hasMixup: true, isBalanced: true }
})
