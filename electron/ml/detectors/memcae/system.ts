import path from 'node:path'
import { AppError } from '../../../contract/errors.ts'
import { openEngine } from '../../engine/engine.ts'
import type { Engine } from '../../engine/engine.ts'
import { createCheckpoints, removeCheckpoints } from '../../training/checkpoint.ts'
import type { Checkpoints } from '../../training/checkpoint.ts'
import type { Scorer } from '../../training/scorer.ts'
import { createArrayReader, createArrayWriter } from '../auto/array-codec.ts'
import { byMachine, modelOf } from '../by-machine.ts'
import type { SavedModel } from '../detector.ts'
import { inBatches } from '../in-batches.ts'
import { readParameters } from '../parameters.ts'
import type { FittedSystem, HeldOutScore, System, SystemClip, SystemContext } from '../system.ts'
import { trainingFingerprint } from '../training-fingerprint.ts'
import { fitMachine, stopIfAborted } from './machine-model.ts'
import type { MachineModel } from './machine-model.ts'
import { createErrorScorer, createNetwork, errorsOf } from './network.ts'
import { MEMCAE_PARAMETERS } from './parameters.ts'
import type { MemcaeParameters } from './parameters.ts'
import { spectrogramOf } from './spectra.ts'

const ID = 'memcae'
const FORMAT = 1

interface SavedJson {
  readonly detector: string
  readonly format: number
  readonly params: MemcaeParameters
  readonly machines: readonly {
    readonly machine: string
    readonly epochs: number
    readonly heldOut: readonly HeldOutScore[]
  }[]
}

type Models = ReadonlyMap<string, MachineModel>

const fittedSystem = (engine: Engine, models: Models, params: MemcaeParameters): FittedSystem => {
  // One recorded graph a machine, kept for all calls: recording one takes longer than scoring many clips.
  const scorers = new Map<string, Scorer>()
  const scorerOf = (machine: string): Scorer => {
    const scorer = scorers.get(machine) ?? createErrorScorer(engine, modelOf(models, machine).network)
    scorers.set(machine, scorer)
    return scorer
  }
  return {
    epochs: Math.min(...[...models.values()].map(({ epochs }) => epochs)),
    score: async (clips, context = { seed: 0 }) => {
      const scores = await inBatches(engine, clips, {
        featuresOf: clip => {
          stopIfAborted(context)
          modelOf(models, clip.machine)
          return spectrogramOf(engine, { clip, speed: 1 })
        },
        keyOf: clip => clip.machine,
        resultsOf: (machine, spectrograms, count) => errorsOf(engine, scorerOf(machine), spectrograms, count),
        onDone: done => context.report?.(done / clips.length, `${done} of ${clips.length} clips`)
      })
      return Float64Array.from(scores)
    },
    heldOut: machine => modelOf(models, machine).heldOut,
    save: async () => {
      const writer = createArrayWriter()
      for (const { network } of models.values()) {
        const bytes = await network.parameters.save()
        writer.write(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4))
      }
      const json: SavedJson = {
        ...{ detector: ID, format: FORMAT, params },
        machines: [...models].map(([machine, { epochs, heldOut }]) => ({ machine, epochs, heldOut }))
      }
      return { json: JSON.stringify(json), arrays: writer.bytes() }
    },
    dispose: () => {
      for (const scorer of scorers.values()) scorer.dispose()
      disposeAll(models)
    }
  }
}

const disposeAll = (models: Models): void => {
  for (const { network } of models.values()) network.parameters.dispose()
}

/** The context of one machine of several: budget and progress are its share. */
const contextOf = (context: SystemContext, order: number, machines: number): SystemContext => ({
  ...context,
  ...(context.budgetS !== undefined && { budgetS: context.budgetS / machines }),
  report: (fraction, message) => context.report?.((order + fraction) / machines, message)
})

const checkpointsOf = (
  engine: Engine,
  machine: string,
  order: number,
  clips: readonly SystemClip[],
  params: MemcaeParameters,
  { checkpointDir, seed, warn }: SystemContext
): Checkpoints | undefined =>
  checkpointDir === undefined
    ? undefined
    : createCheckpoints({
        folder: path.join(checkpointDir, `machine-${order}`),
        fingerprint: trainingFingerprint([machine, params, seed], engine, clips),
        ...(warn !== undefined && { onIgnored: warn })
      })

const fit = async (
  clips: readonly SystemClip[],
  params: MemcaeParameters,
  context: SystemContext
): Promise<FittedSystem> => {
  const machines = byMachine(clips)
  if (machines.size === 0) throw new AppError('too-few-normals', 'There are no normal clips')
  const engine = await openEngine({ warn: context.warn })
  const models = new Map<string, MachineModel>()
  try {
    for (const [machine, own] of machines) {
      const order = models.size
      const checkpoints = checkpointsOf(engine, machine, order, own, params, context)
      const model = await fitMachine({
        ...{ engine, machine, params, clips: own, context: contextOf(context, order, machines.size) },
        ...(checkpoints !== undefined && { checkpoints })
      })
      models.set(machine, model)
    }
    if (context.checkpointDir !== undefined) await removeCheckpoints(context.checkpointDir)
    return fittedSystem(engine, models, params)
  } catch (error) {
    disposeAll(models)
    throw error
  }
}

const load = async ({ json, arrays }: SavedModel): Promise<FittedSystem> => {
  const saved = parse(json)
  if (saved.detector !== ID) throw new AppError('unreadable', `Not a model of ${ID}`)
  if (saved.format !== FORMAT) {
    throw new AppError('unsupported', 'The model was written by another version of the detector')
  }
  const engine = await openEngine({ work: 'score' })
  const reader = createArrayReader(arrays)
  const models = new Map<string, MachineModel>()
  try {
    for (const { machine, epochs, heldOut } of saved.machines) {
      const network = createNetwork(engine, 0, saved.params)
      models.set(machine, { network, epochs, heldOut })
      const numbers = reader.float32()
      network.parameters.load(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
    }
  } catch (error) {
    disposeAll(models)
    throw error
  }
  return fittedSystem(engine, models, saved.params)
}

const parse = (json: string): SavedJson => {
  try {
    return JSON.parse(json) as SavedJson
  } catch (cause) {
    throw new AppError('unreadable', 'The description of the model is torn', {}, { cause })
  }
}

/**
 * MemCAE: a convolutional autoencoder that can only rebuild what its memory holds, on magnitude spectrograms; mean
 * squared error. One network a machine: a memory of several machines would rebuild a fault that sounds like another
 * machine's normal operation.
 */
export const memcae: System<MemcaeParameters> = {
  id: ID,
  parameters: given => readParameters(MEMCAE_PARAMETERS, given),
  fit,
  load
}
