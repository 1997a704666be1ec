import type { MachineState } from '../../../../electron/contract/common.ts'
import type { LiveScore } from '../../../../electron/contract/recorder.ts'

/** The state that one score by itself stands for: its side of the two lines. */
export const liveState = (score: Extract<LiveScore, { kind: 'score' }>): MachineState =>
  score.isFlagged ? 'alarm' : score.isAboveMonitor ? 'monitor' : 'acceptable'
