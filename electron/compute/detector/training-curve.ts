import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { LossPoint, TrainingPoint } from '../../contract/models.ts'
import type { TrainingProgress } from '../../ml/detectors/system.ts'

/** An epoch of a fit; which network it trained, where there are several. */
export type FitProgress = TrainingProgress & Pick<TrainingPoint, 'network' | 'networks'>

const FILE = 'curve.json'

/** The loss curve of a fit, kept beside its checkpoints so that a training that goes on shows all of it. */
export interface TrainingCurve {
  /** Takes an epoch; `remainingS` is that of the whole fit. */
  readonly add: (progress: FitProgress) => void
  readonly points: () => LossPoint[]
  /** Waits until what came is written. */
  readonly settled: () => Promise<void>
}

const finite = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null

const readPoints = async (file: string): Promise<TrainingPoint[]> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as TrainingPoint[]
  } catch {
    // Not there, or torn: the curve begins with what comes now.
    return []
  }
}

/** Opens the curve in a checkpoint folder; what an interrupted training left is told again before its next epoch. */
export const openCurve = async (
  folder: string,
  emit: (point: TrainingPoint) => void
): Promise<TrainingCurve> => {
  const file = path.join(folder, FILE)
  let points: TrainingPoint[] = []
  let earlier = await readPoints(file)
  let writing: Promise<void> = Promise.resolve()
  return {
    add: ({ epoch, epochs, loss, validationLoss, remainingS, network, networks }) => {
      const before = earlier.filter(point => point.epoch < epoch)
      earlier = []
      before.forEach(emit)
      const point = {
        ...{ epoch, epochs, loss },
        ...(network !== undefined && { network, networks }),
        validationLoss: finite(validationLoss),
        remainingS: finite(remainingS)
      }
      const isToldAgain = points.at(-1)?.epoch === epoch
      points = [...before, ...points.filter(other => other.epoch < epoch), point]
      emit(point)
      // What is left of the time is told again and again: it is no part of the curve.
      if (isToldAgain) return
      const text = JSON.stringify(points)
      // A curve that cannot be kept is no reason to end a training: its checkpoint says what is wrong with the disk.
      writing = writing
        .then(() => mkdir(folder, { recursive: true }))
        .then(() => writeFile(file, text))
        .catch(() => undefined)
    },
    points: () =>
      (points.length > 0 ? points : earlier).map(({ epoch, loss, validationLoss, network }) => ({
        ...{ epoch, loss, validationLoss },
        ...(network !== undefined && { network })
      })),
    settled: () => writing
  }
}
