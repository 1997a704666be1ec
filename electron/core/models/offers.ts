import {
  STORE_DETECTOR_IDS,
  type DetectorOffer,
  type LearningEngine,
  type Machine
} from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { MIN_NORMALS, type FitSet } from './fit-set.ts'
import { estimateOf, factsOf, soundOfFit, usualEpochs } from './fit-time.ts'
import { siblingsOf, whyNoDeeperFit } from './siblings.ts'

/** What the default detector and those without a network run on. */
const ON_NODE = 'javascript'

const secondsOf = ({ clips }: FitSet): number => clips.reduce((sum, { lengthS }) => sum + lengthS, 0)

/** Every detector as it stands to a machine: whether it can be fitted, why not, and how long it would take. */
export const offersOf = async (
  { store, compute }: CoreContext,
  machine: Machine,
  set: FitSet,
  learningEngine: () => Promise<LearningEngine>
): Promise<DetectorOffer[]> => {
  const facts = await compute.run('detectors', {}, { isInteractive: true })
  const learning = await learningEngine()
  const siblings = await siblingsOf(store, machine)
  const siblingsS = siblings.reduce((sum, found) => sum + secondsOf(found.set), 0)
  const tooFew =
    set.clips.length >= MIN_NORMALS
      ? null
      : `A fit needs at least ${MIN_NORMALS} normal clips; there are ${set.clips.length}.`
  const offers: DetectorOffer[] = []
  for (const id of STORE_DETECTOR_IDS) {
    const epochs = usualEpochs(factsOf(id, facts))
    const isTrained = epochs !== null
    const why =
      tooFew ??
      (id === 'deeper' ? whyNoDeeperFit(machine, set, siblings) : null) ??
      (isTrained && learning.engine === null ? (learning.why ?? 'There is no learning engine.') : null)
    const soundS = soundOfFit(id, secondsOf(set), siblingsS)
    offers.push({
      id,
      canFit: why === null,
      why,
      estimatedS: why === null ? await estimateOf(store, id, soundS, epochs, learning) : null,
      engine: isTrained ? learning.engine : ON_NODE,
      isTrained,
      siblings: id === 'deeper' ? siblings.map(({ sibling }) => sibling) : []
    })
  }
  return offers
}
