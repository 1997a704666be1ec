import type { Label } from '../../../../../electron/contract/common.ts'
import type { TakeStart } from '../../../../../electron/contract/recorder.ts'
import type { DropOut } from '../capture/drop-outs.ts'

/** A recording that was made since the application was opened. */
export interface DoneTake {
  /** That of the take as well. */
  readonly recordingId: string
  /** The import that brings it in; null: it was discarded. */
  readonly jobId: string | null
  readonly machineId: string
  readonly startedAt: string
  readonly seconds: number
  readonly label: Label
  readonly dropOuts: readonly DropOut[]
  /** What the drop-outs lack together, seconds. */
  readonly missingS: number
  readonly series: TakeStart['series']
}

/** The list once a person kept a take of it again (the new import) or discarded it (null); others stay as they are. */
export const withJob = (
  done: readonly DoneTake[],
  takeId: string,
  jobId: string | null
): readonly DoneTake[] => done.map(take => (take.recordingId === takeId ? { ...take, jobId } : take))
