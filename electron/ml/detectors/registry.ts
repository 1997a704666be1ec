import type { DetectorId } from '../../contract/models.ts'
import { fitAuto } from './auto/fit.ts'
import type { TrainingSet } from './auto/fit.ts'
import type { FittedAuto } from './auto/fitted.ts'
import type { AutoParameters } from './auto/parameters.ts'
import { loadAuto, saveAuto } from './auto/persist.ts'
import type { Detector } from './detector.ts'

const auto: Detector<TrainingSet, AutoParameters, FittedAuto> = {
  id: 'auto',
  fit: async (set, params, context) => fitAuto(set, params, context),
  save: saveAuto,
  load: loadAuto
}

/** The detectors by id; a neural one is added here and nowhere else. */
export const detectors = { auto } as const satisfies Record<DetectorId, object>
