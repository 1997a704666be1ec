import type { DcaseInput } from '../../../contract/dcase.ts'
import type { DataSet } from '../layouts/types.ts'
import type { Unit } from './units.ts'

/** What a run is to do, and what its results folder is compared with. */
export interface RunPlan {
  readonly input: DcaseInput
  readonly params: Readonly<Record<string, unknown>>
  readonly dataSet: DataSet
  readonly units: readonly Unit[]
  readonly seeds: readonly number[]
  readonly isJoint: boolean
  /** Whether the result files of a unit are in the folder. */
  readonly isThere: (seed: number, unit: Unit) => Promise<boolean>
}
