import {
  engineOfLabel,
  engineText,
  type EngineChoice,
  type EngineId
} from '../../../../electron/contract/engines.ts'

/** What a version says it was computed with, for a person: "TensorFlow (CPU), 2 threads". */
export const engineWords = (label: string): string => {
  const engine = engineOfLabel(label)
  return engine === undefined ? label : engineText(engine)
}

/** The engine that a person pinned, where something is computed by another one; null where that is as chosen. */
export const missedPin = (choice: EngineChoice | undefined, label: string): EngineId | null => {
  const used = engineOfLabel(label)?.id
  return choice === undefined || choice === 'automatic' || used === undefined || used === choice
    ? null
    : choice
}
