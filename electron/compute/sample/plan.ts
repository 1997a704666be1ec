import { FAULTS, type Fault } from './faults.ts'
import type { ClipPlan } from './clip.ts'

export interface PlannedClip extends ClipPlan {
  /** Path relative to the folder. */
  readonly file: string
}

/** Levels of a fault relative to the machine in the demo, dB; fixed before anything was fitted. */
export const DEMO_LEVELS_DB = [-12, -6, 0] as const
const DEMO_SEEDS = 10
const DEMO_NORMALS = 40

const clipName = (folder: string, day: number, minute: number): string => {
  const at = new Date(Date.UTC(2026, 8, 1 + day, 6, minute))
  const digits = at.toISOString().replaceAll(/[-:]/g, '').replace('T', '_').slice(0, 15)
  return `${folder}/fan_${digits}.wav`
}

/** Five normals on each of eight days; then ten unlabelled checks: five healthy, four with a
 * bearing defect that grows, one with an air leak. */
const firstRun = (seed: number): readonly PlannedClip[] => {
  const normals = Array.from({ length: 40 }, (_, index) => ({
    file: clipName('normal', Math.floor(index / 5), (index % 5) * 95),
    seed: seed + index
  }))
  const faults: readonly (readonly [Fault, number] | null)[] = [
    null,
    null,
    ['bearing', -30],
    null,
    ['bearing', -26],
    null,
    ['bearing', -22],
    null,
    ['bearing', -18],
    ['air-leak', -20]
  ]
  const checks = faults.map((fault, index) => ({
    file: clipName('check', 9 + Math.floor(index / 2), (index % 2) * 240),
    seed: seed + 500 + index,
    ...(fault === null ? {} : { fault: fault[0], faultLevelDb: fault[1] })
  }))
  return [...normals, ...checks]
}

/** Forty normals, forty held-out normals, and each fault at three levels in ten draws. */
const demo = (seed: number): readonly PlannedClip[] => {
  const normals = (folder: string, from: number): PlannedClip[] =>
    Array.from({ length: DEMO_NORMALS }, (_, index) => ({
      file: `${folder}/fan_${String(index + 1).padStart(3, '0')}.wav`,
      seed: seed + from + index
    }))
  const faulty = FAULTS.flatMap(fault =>
    DEMO_LEVELS_DB.flatMap(faultLevelDb =>
      Array.from({ length: DEMO_SEEDS }, (_, index) => ({
        file: `check/${fault}_${faultLevelDb}dB_${String(index + 1).padStart(2, '0')}.wav`,
        seed: seed + 2000 + FAULTS.indexOf(fault) * 100 + DEMO_LEVELS_DB.indexOf(faultLevelDb) * 10 + index,
        fault,
        faultLevelDb
      }))
    )
  )
  return [...normals('normal', 0), ...normals('check', 1000), ...faulty]
}

/** The files of a sample machine. */
export const planSample = (kind: 'first-run' | 'demo', seed: number): readonly PlannedClip[] =>
  kind === 'demo' ? demo(seed) : firstRun(seed)
