import type { TrainingPoint } from '../../contract/index.ts'
import type { EventBus } from '../event-bus.ts'

/** Loss curves of the fits that run, so that a page that is opened later sees all of them. */
export interface TrainingLog {
  /** Takes a point, which stands for all later ones too: a training may begin again. */
  add(jobId: string, machineId: string, point: TrainingPoint): void
  of(jobId: string): TrainingPoint[]
  end(jobId: string): void
}

/** Keeps the points in memory and tells everybody of each. */
export const createTrainingLog = (bus: EventBus): TrainingLog => {
  const curves = new Map<string, TrainingPoint[]>()
  return {
    add: (jobId, machineId, point) => {
      const before = (curves.get(jobId) ?? []).filter(({ epoch }) => epoch < point.epoch)
      curves.set(jobId, [...before, point])
      bus.emit('models.training', { jobId, machineId, point })
    },
    of: jobId => curves.get(jobId) ?? [],
    end: jobId => {
      curves.delete(jobId)
    }
  }
}
