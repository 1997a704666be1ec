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

/** The detector that every model of a machine has, by id; all others are in systems.ts. */
export const detectors = { auto } as const
