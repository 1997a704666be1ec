import type { Repositories, StoredModel } from '../../store/index.ts'
import { refreshUnlikeNormals } from '../recordings/badges.ts'

/**
 * Makes a model (or none) the one whose scores recordings show, and lets flags, findings and badges follow.
 * Runs inside the transaction that changes what they follow from.
 */
export const applyModel = async (
  repositories: Repositories,
  machineId: string,
  model: Pick<StoredModel, 'id' | 'threshold'> | null
): Promise<void> => {
  await repositories.machines.setCurrentModel(machineId, model?.id ?? null)
  await repositories.recordings.clearScores(machineId)
  if (model) await repositories.recordings.repeatScores(model.id)
  await repositories.findings.follow(machineId, model?.id ?? null)
  await refreshUnlikeNormals(repositories, machineId, model?.threshold ?? null)
}

/** The same after something changed in some recordings only (labels, new scores). */
export const applyToRecordings = async (
  repositories: Repositories,
  machineId: string,
  model: Pick<StoredModel, 'id' | 'threshold'>,
  recordingIds: readonly string[]
): Promise<void> => {
  await repositories.recordings.repeatScores(model.id, recordingIds)
  await repositories.findings.follow(machineId, model.id, recordingIds)
}
