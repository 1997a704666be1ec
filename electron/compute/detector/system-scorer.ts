import type { ClipScore } from '../../contract/compute.ts'
import type { FittedSystem, SystemClip, SystemContext } from '../../ml/detectors/system.ts'
import { pValueOf, scoreOfPart } from '../../ml/detectors/system-part.ts'
import { SYSTEMS } from '../../ml/detectors/systems.ts'
import { loadModel, loadNetworks } from './model-files.ts'

/** The networks of a model, loaded; to be disposed of. */
export interface SystemScorer {
  /** What each network says of clips: [network][clip]. */
  readonly score: (clips: readonly SystemClip[], context: SystemContext) => Promise<Float64Array[]>
  readonly dispose: () => void
}

/**
 * Loads the networks of a model, and with them the learning engine; null where the default detector judges alone.
 * @throws AppError engine-missing with what to do; unreadable, unsupported, not-found
 */
export const openScorer = async (modelDir: string): Promise<SystemScorer | null> => {
  const { system } = await loadModel(modelDir)
  if (system === null) return null
  const saved = await loadNetworks(modelDir, system)
  const { load } = await SYSTEMS[system.id].load()
  const networks: FittedSystem[] = []
  const dispose = (): void => {
    for (const network of networks) network.dispose()
  }
  try {
    for (const network of saved) networks.push(await load(network))
  } catch (error) {
    dispose()
    throw error
  }
  return {
    score: async (clips, context) => {
      const scores: Float64Array[] = []
      for (const network of networks) scores.push(await network.score(clips, context))
      return scores
    },
    dispose
  }
}

/** What the default detector says of a clip, with the score of the model's system in place of its own. */
export const bySystem = async (
  modelDir: string,
  value: ClipScore,
  networks: readonly number[]
): Promise<ClipScore> => {
  const { system } = await loadModel(modelDir)
  if (system === null) return value
  const score = scoreOfPart(system.part, value.score, networks)
  return { ...value, score, pValue: pValueOf(system.part, score, value.clipId) }
}

let warm: { readonly modelDir: string; readonly scorer: SystemScorer | null } | undefined
let queue: Promise<unknown> = Promise.resolve()

/** Uses a scorer that is kept for the next time, in a process that is kept warm; one use after the other. */
export const withWarmScorer = <T>(
  modelDir: string,
  use: (scorer: SystemScorer | null) => Promise<T>
): Promise<T> => {
  const run = async (): Promise<T> => {
    if (warm?.modelDir !== modelDir) {
      warm?.scorer?.dispose()
      warm = undefined
      warm = { modelDir, scorer: await openScorer(modelDir) }
    }
    return use(warm.scorer)
  }
  const result = queue.then(run, run)
  queue = result.catch(() => undefined)
  return result
}
