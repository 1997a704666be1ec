import path from 'node:path'
import { AppError } from '../../../contract/errors.ts'
import { openEngine } from '../../engine/engine.ts'
import type { Engine } from '../../engine/engine.ts'
import { createAutoencoder } from '../../models/autoencoder.ts'
import type { Network } from '../../models/network.ts'
import { removeCheckpoints } from '../../training/checkpoint.ts'
import type { Scorer } from '../../training/scorer.ts'
import { createArrayReader, createArrayWriter } from '../auto/array-codec.ts'
import { byMachine, modelOf } from '../by-machine.ts'
import { inBatches } from '../in-batches.ts'
import { readParameters } from '../parameters.ts'
import type { FittedSystem, HeldOutScore, System, SystemContext } from '../system.ts'
import type { ErrorScore, MachineModel } from './machine-model.ts'
import { fitMachine, scoreEach } from './machine-model.ts'
import { createErrorScorer, errorsOf } from './network.ts'
import { AUTOENCODER_PARAMETERS, MAHALANOBIS_PARAMETERS } from './parameters.ts'
import type { AutoencoderParameters, MahalanobisParameters } from './parameters.ts'
import { framesCache, readFrames, stack } from './windows.ts'

const FORMAT = 1

type AutoencoderId = 'ae-mse' | 'ae-mahalanobis'

interface SavedJson {
  readonly detector: string
  readonly format: number
  readonly params: MahalanobisParameters
  readonly machines: readonly {
    readonly machine: string
    readonly epochs: number
    readonly kind: ErrorScore['kind']
    readonly precisions: number
    readonly heldOut: readonly HeldOutScore[]
    /** Not in models of earlier versions. */
    readonly officialThreshold?: number | null
  }[]
}

type Models = ReadonlyMap<string, MachineModel>

const fittedSystem = (
  id: AutoencoderId,
  engine: Engine,
  models: Models,
  params: MahalanobisParameters
): FittedSystem => {
  // One recorded graph a machine, kept for all calls: recording one takes longer than scoring hundreds of clips.
  const scorers = new Map<string, Scorer>()
  const scorerOf = (machine: string, network: Network): Scorer => {
    const scorer = scorers.get(machine) ?? createErrorScorer(engine, network)
    scorers.set(machine, scorer)
    return scorer
  }
  return {
    epochs: Math.min(...[...models.values()].map(({ epochs }) => epochs)),
    score: async (clips, context: SystemContext = { seed: 0 }) => {
      const cache = framesCache(context)
      const scores = await inBatches(engine, clips, {
        featuresOf: async clip => {
          context.signal?.throwIfAborted()
          modelOf(models, clip.machine)
          return stack(await readFrames(clip, cache))
        },
        keyOf: clip => clip.machine,
        resultsOf: async (machine, rows, count) => {
          const { network, errorScore } = modelOf(models, machine)
          return scoreEach(errorScore, await errorsOf(engine, scorerOf(machine, network), rows), count)
        },
        onDone: done => context.report?.(done / clips.length, `${done} of ${clips.length} clips`)
      })
      return Float64Array.from(scores)
    },
    heldOut: machine => modelOf(models, machine).heldOut,
    ownThreshold: machine => modelOf(models, machine).officialThreshold,
    save: async () => {
      const writer = createArrayWriter()
      for (const { network, errorScore } of models.values()) {
        const bytes = await network.parameters.save()
        writer.write(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4))
        if (errorScore.kind !== 'mse') errorScore.precisions.forEach(precision => writer.write(precision))
      }
      const json: SavedJson = {
        detector: id,
        format: FORMAT,
        params,
        machines: [...models].map(([machine, { epochs, errorScore, heldOut, officialThreshold }]) => ({
          ...{ machine, epochs, heldOut, officialThreshold, kind: errorScore.kind },
          precisions: errorScore.kind === 'mse' ? 0 : errorScore.precisions.length
        }))
      }
      return { json: JSON.stringify(json), arrays: writer.bytes() }
    },
    dispose: () => {
      for (const scorer of scorers.values()) scorer.dispose()
      for (const { network } of models.values()) network.parameters.dispose()
    }
  }
}

const load = async (id: AutoencoderId, json: string, arrays: Uint8Array): Promise<FittedSystem> => {
  const saved = parse(json)
  if (saved.detector !== id) throw new AppError('unreadable', `Not a model of ${id}`)
  if (saved.format !== FORMAT) {
    throw new AppError('unsupported', 'The model was written by another version of the detector')
  }
  const engine = await openEngine({ work: 'score' })
  const reader = createArrayReader(arrays)
  const models = new Map<string, MachineModel>()
  for (const { machine, kind, precisions, epochs, heldOut, officialThreshold = null } of saved.machines) {
    const network = createAutoencoder(engine, 0)
    const numbers = reader.float32()
    network.parameters.load(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
    const errorScore: ErrorScore =
      kind === 'mse'
        ? { kind }
        : { kind, precisions: Array.from({ length: precisions }, () => reader.float64()) }
    models.set(machine, { network, errorScore, epochs, heldOut, officialThreshold })
  }
  return fittedSystem(id, engine, models, saved.params)
}

const parse = (json: string): SavedJson => {
  try {
    return JSON.parse(json) as SavedJson
  } catch (cause) {
    throw new AppError('unreadable', 'The description of the model is torn', {}, { cause })
  }
}

const createSystem = <P extends AutoencoderParameters>(
  id: AutoencoderId,
  parameters: System<P>['parameters'],
  complete: (params: P) => MahalanobisParameters
): System<P> => ({
  id,
  parameters,
  fit: async (clips, given, context) => {
    const params = complete(given)
    const engine = await openEngine({ warn: context.warn })
    const machines = byMachine(clips)
    if (machines.size === 0) throw new AppError('too-few-normals', 'There are no normal clips')
    const models = new Map<string, MachineModel>()
    try {
      for (const [machine, own] of machines) {
        const order = models.size
        const fit = { engine, machine, clips: own, params, isMahalanobis: id === 'ae-mahalanobis' }
        models.set(
          machine,
          await fitMachine({
            ...fit,
            onEpoch: report => context.onEpoch?.(report),
            context: {
              ...context,
              ...(context.budgetS !== undefined && { budgetS: context.budgetS / machines.size }),
              ...(context.checkpointDir !== undefined && {
                checkpointDir: path.join(context.checkpointDir, `machine-${order}`)
              }),
              report: (fraction, message) => context.report?.((order + fraction) / machines.size, message)
            }
          })
        )
      }
      if (context.checkpointDir !== undefined) await removeCheckpoints(context.checkpointDir)
      return fittedSystem(id, engine, models, params)
    } catch (error) {
      for (const { network } of models.values()) network.parameters.dispose()
      throw error
    }
  },
  load: ({ json, arrays }) => load(id, json, arrays)
})

/**
 * The official baseline autoencoder, score MSE: mean squared error of the reconstruction of five stacked log-mel
 * frames; one network a machine.
 */
export const autoencoderMse: System<AutoencoderParameters> = createSystem(
  'ae-mse',
  given => readParameters(AUTOENCODER_PARAMETERS, given),
  params => ({ ...params, distance: 'official' })
)

/** The same network, score MAHALA: the smaller squared Mahalanobis distance of the clip's errors to source and target. */
export const autoencoderMahalanobis: System<MahalanobisParameters> = createSystem(
  'ae-mahalanobis',
  given => readParameters(MAHALANOBIS_PARAMETERS, given),
  params => params
)
