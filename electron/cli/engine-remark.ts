import type { EngineChoice } from '../contract/engines.ts'
import { ENGINE_NAMES, ENGINES_THAT_SCORE_ONLY } from '../contract/engines.ts'
import { UNTRAINED_DETECTOR_IDS } from '../contract/models.ts'
import type { DetectorId } from '../contract/models.ts'

/** Said before the work begins where the wished engine cannot train what is to be trained; null elsewhere. */
export const engineRemark = (choice: EngineChoice, detectors: readonly DetectorId[]): string | null => {
  const engine = ENGINES_THAT_SCORE_ONLY.find(id => id === choice)
  const trained = detectors.filter(id => !UNTRAINED_DETECTOR_IDS.includes(id))
  if (engine === undefined || trained.length === 0) return null
  return `${ENGINE_NAMES[engine]} (${engine}) can only score: ${trained.join(', ')} will be trained on the next engine that works.`
}

/** Whether a note of the training says of the wished engine what the remark has said before. */
export const repeatsRemark = (choice: EngineChoice, note: string): boolean =>
  choice !== 'automatic' && note.startsWith(`${ENGINE_NAMES[choice]} was chosen by hand but is not used:`)
