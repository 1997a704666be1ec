import { STORE_DETECTOR_IDS, type DetectorOffer, type Machine } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import type { FitSet } from './fit-set.ts'

/** Every detector as it stands to a machine. */
export const offersOf = async (
  _context: CoreContext,
  _machine: Machine,
  _set: FitSet
): Promise<DetectorOffer[]> =>
  STORE_DETECTOR_IDS.map(id => ({
    id,
    canFit: id === 'auto',
    why: id === 'auto' ? null : 'Not built yet.',
    estimatedS: null,
    engine: null,
    isTrained: !['auto', 'twfr-gmm'].includes(id),
    siblings: []
  }))
