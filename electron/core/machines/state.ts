import type { Machine, MachineState } from '../../contract/index.ts'
import type { RecentScore } from '../../store/index.ts'

type Judged = Pick<RecentScore, 'isFlagged' | 'isAboveMonitor'>

/**
 * The state of a machine from its last recordings, newest first, without those that the model learned from:
 * alarm when at least `alarmCount` of the last `alarmWindow` are flagged; monitor when one is flagged or at
 * least `alarmCount` are above the monitor line; acceptable otherwise. Without a model nothing is known.
 */
export const machineState = (
  { currentModelId, alarmCount, alarmWindow }: Pick<Machine, 'currentModelId' | 'alarmCount' | 'alarmWindow'>,
  recent: readonly Judged[]
): MachineState => {
  if (currentModelId === null) return 'unknown'
  const last = recent.slice(0, alarmWindow)
  const flagged = last.filter(({ isFlagged }) => isFlagged).length
  const above = last.filter(({ isFlagged, isAboveMonitor }) => isFlagged || isAboveMonitor).length
  if (flagged >= alarmCount) return 'alarm'
  return flagged >= 1 || above >= alarmCount ? 'monitor' : 'acceptable'
}
