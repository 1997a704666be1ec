import { z } from 'zod'
import type { DetectorFacts } from '../../contract/dcase.ts'
import type { LearningEngine, StoreDetectorId, Training } from '../../contract/index.ts'
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

/** Networks of a deeper fit, each trained without one half of the machine's own clips. */
const DEEPER_NETWORKS = 2

/** Seconds of sound that a fit goes over in each epoch, or once where there are none. */
export const soundOfFit = (id: StoreDetectorId, ownS: number, siblingsS: number): number =>
  id === 'deeper' ? ownS + DEEPER_NETWORKS * siblingsS : ownS

/** Epochs that each network was trained. */
const epochsOfEach = (id: StoreDetectorId, { epochs }: Training): number =>
  id === 'deeper' ? epochs / DEEPER_NETWORKS : epochs

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
  const epochs = fit.training === null ? 1 : epochsOfEach(fit.detector, fit.training)
  const work = fit.soundS * epochs
  if (!(work > 0) || !(fit.tookS > 0)) return
  const known = await readSpeeds(store)
  await store.settings.save({
    [KEY]: { ...known, [fit.detector]: { engine: fit.engine, perSecond: fit.tookS / work } }
  })
}

/**
 * Cost of a fit with default parameters for a second of sound and an epoch, in units of what the engine's probe does
 * in a second: measured once (`npm run bench -- fit-time`), all parts of a fit included.
 */
const COSTS: Partial<
  Record<StoreDetectorId, { readonly by: 'matrix' | 'convolution'; readonly gflop: number }>
> = {}

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
  const cost = COSTS[id]
  if (cost === undefined || learning === null) return null
  const gflops = cost.by === 'matrix' ? learning.matrixGflops : learning.convolutionGradientGflops
  return gflops === null ? null : (work * cost.gflop) / gflops
}
