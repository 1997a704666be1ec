import type { DetectorId } from '../../contract/models.ts'
import { fitAuto } from './auto/fit.ts'
import { loadAuto, saveAuto } from './auto/persist.ts'

/** The detectors by id; a neural one is added here and nowhere else. */
export const detectors = {
  auto: {
    id: 'auto',
    fit: async (...given: Parameters<typeof fitAuto>) => fitAuto(...given),
    save: saveAuto,
    load: loadAuto
  }
} as const satisfies Record<DetectorId, object>
