import { z } from 'zod'
import type { DetectorFacts } from '../../contract/dcase.ts'
import type { LearningEngine, StoreDetectorId, Training } from '../../contract/index.ts'
import { DEEPER_NETWORKS, epochsByNetwork } from '../../contract/networks.ts'
import type { Store } from '../../store/index.ts'

/** Whose parameters a detector has. */
export const factsOf = (id: StoreDetectorId, facts: readonly DetectorFacts[]): DetectorFacts | undefined => {
  const system = id === 'deeper' ? 'dual-branch' : id
  return facts.find(detector => detector.id === system)
}

/** Epochs unless a person asks for others; null where nothing is trained by gradient. */
export const usualEpochs = (facts: DetectorFacts | undefined): number | null => {
  const epochs = facts?.parameters.find(({ name }) => name === 'epochs')?.default
  return typeof epochs === 'number' ? epochs : null
}

/** Seconds of sound that a fit goes over in each epoch, or once where there are none. */
export const soundOfFit = (id: StoreDetectorId, ownS: number, siblingsS: number): number =>
  id === 'deeper' ? ownS + DEEPER_NETWORKS * siblingsS : ownS

const KEY = 'fitSpeeds'

/** Seconds that a second of sound took (in each epoch), by detector, on this computer. */
const speedsSchema = z.record(z.string(), z.object({ engine: z.string(), perSecond: z.number().positive() }))
type Speeds = z.infer<typeof speedsSchema>

const readSpeeds = async (store: Pick<Store, 'settings'>): Promise<Speeds> => {
  const { [KEY]: value } = await store.settings.all()
  return speedsSchema.catch({}).parse(value ?? {})
}

export interface TimedFit {
  readonly detector: StoreDetectorId
  /** What it ran on, as the model says it. */
  readonly engine: string
  readonly soundS: number
  readonly tookS: number
  readonly training: Training | null
}

/** Remembers how long a fit took, so that the next one is told truly. */
export const rememberSpeed = async (store: Pick<Store, 'settings'>, fit: TimedFit): Promise<void> => {
  // Of each network on average: `soundS` counts what every one of them goes over.
  const networks = epochsByNetwork(fit)
  const epochs = networks.reduce((sum, each) => sum + each, 0) / networks.length
  const work = fit.soundS * (networks.length === 0 ? 1 : epochs)
  if (!(work > 0) || !(fit.tookS > 0)) return
  const known = await readSpeeds(store)
  await store.settings.save({
    [KEY]: { ...known, [fit.detector]: { engine: fit.engine, perSecond: fit.tookS / work } }
  })
}

/**
 * Cost of a fit with default parameters, for a second of sound, in 10^9 operations of the engine's own probe: once, and
 * for each epoch. Measured by `npm run bench -- fit-time`, all parts of a fit included; a rough figure until
 * the first fit on this computer says better.
 */
interface Cost {
  readonly by: 'matrix' | 'convolution'
  readonly once: number
  readonly epoch: number
}
const AUTOENCODER: Cost = { by: 'matrix', once: 1, epoch: 0.2 }
const DUAL_BRANCH: Cost = { by: 'convolution', once: 1.3, epoch: 1.15 }
const COSTS: Partial<Record<StoreDetectorId, Cost>> = {
  'ae-mse': AUTOENCODER,
  'ae-mahalanobis': AUTOENCODER,
  memcae: { by: 'convolution', once: 2, epoch: 3.45 },
  'dual-branch': DUAL_BRANCH,
  'dual-branch-kmeans': DUAL_BRANCH,
  'dual-branch-mixup': DUAL_BRANCH,
  'dual-branch-smote': DUAL_BRANCH,
  deeper: DUAL_BRANCH
}
/** Seconds for a second of sound where no engine is needed: docs/results.md, fit of 50 clips; `npm run bench -- fit-time`. */
const ON_NODE_S: Partial<Record<StoreDetectorId, number>> = { auto: 0.002, 'twfr-gmm': 0.012 }

/** Seconds of a fit with the default parameters; null where nothing is known of this computer. */
export const estimateOf = async (
  store: Pick<Store, 'settings'>,
  id: StoreDetectorId,
  soundS: number,
  epochs: number | null,
  learning: LearningEngine | null
): Promise<number | null> => {
  const work = soundS * (epochs ?? 1)
  const known = (await readSpeeds(store))[id]
  const engine = epochs === null ? 'javascript' : learning?.engine
  if (known !== undefined && known.engine === engine) return work * known.perSecond
  if (epochs === null) {
    const perSecond = ON_NODE_S[id]
    return perSecond === undefined ? null : work * perSecond
  }
  const cost = COSTS[id]
  if (cost === undefined || learning === null) return null
  const gflops = cost.by === 'matrix' ? learning.matrixGflops : learning.convolutionGradientGflops
  return gflops === null ? null : (soundS * (cost.once + epochs * cost.epoch)) / gflops
}
