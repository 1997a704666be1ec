import { AppError } from '../../../contract/errors.ts'
import { fitBackend } from '../../backends/backend.ts'
import type { BackendSpec, FittedBackend } from '../../backends/backend.ts'
import { SMOTE_DEFAULTS } from '../../backends/smote.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Network } from '../../models/network.ts'
import { createRandomSource } from '../../random.ts'
import { createCheckpoints } from '../../training/checkpoint.ts'
import { openFeatureFile } from '../../training/feature-file.ts'
import type { FeatureFile } from '../../training/feature-file.ts'
import { train } from '../../training/loop.ts'
import type { LoopResult } from '../../training/loop.ts'
import { createTrainer } from '../../training/trainer.ts'
import { aboutMachine, byMachine, conditionOf, fewerClusters, fewNormals } from '../by-machine.ts'
import { createClipVariety } from '../clip-variety.ts'
import { trainedOn } from '../hold-out.ts'
import { inBatches } from '../in-batches.ts'
import type { SystemClip, SystemContext } from '../system.ts'
import { trainingFingerprint } from '../training-fingerprint.ts'
import { createBatches, kindsFor } from './batches.ts'
import { classesOf } from './classes.ts'
import { featureSizes, magnitudesOf, meanLogSpectrum } from './clip-features.ts'
import type { FeatureSizes } from './clip-features.ts'
import { createEmbedder, embed, networkLoss, networkOf } from './network.ts'
import type { DualBranchParameters, Variant } from './parameters.ts'
import { withoutStart } from './running-averages.ts'

const CENTRES = 16
const FEW_NORMALS = 5
/** Shares of the progress: making features, training; back-ends have the rest. */
const FEATURES_SHARE = 0.05
const TRAINING_SHARE = 0.9

/** The back-end of one machine, with the clips whose scores are held out. */
export interface MachineBackend {
  readonly backend: FittedBackend
  readonly clipIds: readonly string[]
  /** Whether the network was trained on each clip: the others' scores alone set the threshold where there are some. */
  readonly wasTrainedOn: readonly boolean[]
}

export interface Fitted {
  readonly network: Network
  readonly machines: ReadonlyMap<string, MachineBackend>
  readonly epochs: number
}

/** Trains one network over all clips and fits a back-end to each machine. */
export const fitDualBranch = async (
  engine: Engine,
  clips: readonly SystemClip[],
  params: DualBranchParameters,
  variant: Variant,
  context: SystemContext
): Promise<Fitted> => {
  checkCounts(clips, context)
  const sizes = featureSizes(params.lengthS)
  const spectra: Float64Array[] = []
  const variety = createClipVariety(context.warn)
  const file = await openFeatureFile({
    fingerprint: 'dual-branch',
    count: clips.length,
    make: async index => {
      const clip = clips[index] as SystemClip
      const features = await magnitudesOf(engine, clip, sizes)
      variety.add(clip, features)
      if (index === clips.length - 1) variety.check()
      spectra[index] = meanLogSpectrum(features, sizes)
      return features
    },
    onProgress: fraction => context.report?.(FEATURES_SHARE * fraction, 'spectra of the clips'),
    ...(context.signal !== undefined && { signal: context.signal })
  })
  const network = networkOf(engine, context.seed, sizes, params)
  try {
    const isTrainedOn = trainedOnOf(clips, params.holdOut, context.seed)
    const job = { engine, clips, params, variant, context, sizes, file, spectra, network, isTrainedOn }
    const { epochs } = await trainNetwork(job)
    return { network, epochs, machines: await fitBackends(job) }
  } catch (error) {
    network.parameters.dispose()
    throw error
  } finally {
    await file.close()
  }
}

interface Job {
  readonly engine: Engine
  readonly clips: readonly SystemClip[]
  readonly params: DualBranchParameters
  readonly variant: Variant
  readonly context: SystemContext
  readonly sizes: FeatureSizes
  readonly file: FeatureFile
  readonly spectra: readonly Float64Array[]
  readonly network: Network
  readonly isTrainedOn: readonly boolean[]
}

const checkCounts = (clips: readonly SystemClip[], context: SystemContext): void => {
  const machines = byMachine(clips)
  if (machines.size === 0) throw new AppError('too-few-normals', 'There are no normal clips')
  for (const [machine, own] of machines) {
    if (own.length >= FEW_NORMALS) continue
    const message = aboutMachine(machine, fewNormals(own.length, FEW_NORMALS))
    if (context.allowsFewNormals !== true) {
      throw new AppError('too-few-normals', message, { machine, have: own.length, need: FEW_NORMALS })
    }
    context.warn?.(message)
  }
}

/** Leaves whole recordings of each machine out of the training. */
const trainedOnOf = (clips: readonly SystemClip[], share: number, seed: number): boolean[] => {
  const known = new Map<SystemClip, boolean>()
  for (const own of byMachine(clips).values()) {
    for (const [place, isTrainedOn] of trainedOn(own, share, seed).entries()) {
      known.set(own[place] as SystemClip, isTrainedOn)
    }
  }
  return clips.map(clip => known.get(clip) === true)
}

const trainNetwork = async (job: Job): Promise<LoopResult> => {
  const { engine, clips, params, variant, context, sizes, file, spectra, network, isTrainedOn } = job
  const random = createRandomSource(context.seed)
  const rowOf = (clip: number): Float64Array => spectra[clip] as Float64Array
  const isAlone = byMachine(clips).size === 1
  const classes = classesOf(clips, {
    hasPseudoClasses: variant.hasPseudoClasses || isAlone,
    pseudoClasses: params.pseudoClasses,
    seed: context.seed,
    rowOf,
    warn: context.warn
  })
  const kinds = kindsFor(classes.machineCount)
  const counts = { joint: classes.jointCount * kinds, machine: classes.machineCount * kinds }
  const heads = networkLoss(engine, network, context.seed, params, counts, sizes)
  const trainer = createTrainer(engine, { ...heads, ...params })
  try {
    const result = await train({
      tf: engine.tf,
      trainer,
      source: createBatches({
        ...{ tf: engine.tf, file, sizes, classes, variant, kinds, rowOf, random },
        clips: clips.flatMap((_, index) => (isTrainedOn[index] === true ? [index] : []))
      }),
      batchSize: params.batch,
      epochs: params.epochs,
      random,
      onStep: fraction => context.report?.(FEATURES_SHARE + TRAINING_SHARE * fraction, 'training'),
      onEpoch: report => context.onEpoch?.(report),
      ...(context.signal !== undefined && { signal: context.signal }),
      ...(context.budgetS !== undefined && { budgetS: context.budgetS }),
      ...(context.checkpointDir !== undefined && {
        checkpoints: createCheckpoints({
          folder: context.checkpointDir,
          fingerprint: trainingFingerprint([variant, params, context.seed], engine, clips),
          ...(context.warn !== undefined && { onIgnored: context.warn })
        })
      })
    })
    trainer.dispose()
    withoutStart(engine, network.parameters, trainer.steps())
    return result
  } finally {
    trainer.dispose()
    heads.dispose()
  }
}

const fitBackends = async (job: Job): Promise<Map<string, MachineBackend>> => {
  const { engine, clips, params, context, sizes, file, network, isTrainedOn } = job
  const embedder = createEmbedder(engine, network)
  const machines = new Map<string, MachineBackend>()
  try {
    const before = FEATURES_SHARE + TRAINING_SHARE
    const rows = await inBatches(engine, [...clips.keys()], {
      featuresOf: async index => {
        context.signal?.throwIfAborted()
        const features = new Float32Array(sizes.all)
        file.read(index, 0, features)
        return features
      },
      resultsOf: (_, features) => embed(engine, embedder, sizes, features),
      onDone: done =>
        context.report?.(before + ((1 - before) * done) / clips.length, 'embeddings of the clips')
    })
    for (const [machine, own] of byMachine(clips)) {
      const places = clips.flatMap((clip, index) => (clip.machine === machine ? [index] : []))
      const backendClips = own.map((clip, place) => ({
        row: rows[places[place] as number] as Float64Array,
        recording: clip.recording,
        domain: clip.domain,
        condition: conditionOf(clip)
      }))
      const sources = own.filter(({ domain }) => domain !== 'target').length
      const fewer = params.backend === 'centres' ? fewerClusters(sources, CENTRES, 'centre') : null
      if (fewer !== null) context.warn?.(aboutMachine(machine, fewer))
      machines.set(machine, {
        backend: fitBackend(backendSpec(params), backendClips, context.seed),
        clipIds: own.map(({ id }) => id),
        wasTrainedOn: places.map(place => isTrainedOn[place] === true)
      })
    }
    return machines
  } finally {
    embedder.dispose()
  }
}

const backendSpec = ({ backend, smoteEmbeddings }: DualBranchParameters): BackendSpec => ({
  ...(backend === 'knn' ? { kind: 'knn', k: 1 } : { kind: 'centres', centres: CENTRES }),
  ...(smoteEmbeddings && { smote: SMOTE_DEFAULTS })
})
