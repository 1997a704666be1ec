import {
  ENGINE_IDS,
  engineText,
  type EngineChoice,
  type EngineId,
  type EngineInUse
} from '../../../../electron/contract/engines.ts'

/** What a label of `engineLabel` names; undefined for another one, such as "javascript". */
const engineOf = (label: string): EngineInUse | undefined => {
  const [, name, threads] = /^(\S+) on the [CG]PU(?:, (\d+) threads?)?$/.exec(label) ?? []
  const id = ENGINE_IDS.find(known => known === name)
  return id === undefined ? undefined : { id, threads: threads === undefined ? null : Number(threads) }
}

/** What a version says it was computed with, for a person: "TensorFlow (CPU), 2 threads". */
export const engineWords = (label: string): string => {
  const engine = engineOf(label)
  return engine === undefined ? label : engineText(engine)
}

/** The engine that a person pinned, where something is computed by another one; null where that is as chosen. */
export const missedPin = (choice: EngineChoice | undefined, label: string): EngineId | null => {
  const used = engineOf(label)?.id
  return choice === undefined || choice === 'automatic' || used === undefined || used === choice
    ? null
    : choice
}
