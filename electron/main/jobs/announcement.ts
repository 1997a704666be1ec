/** Jobs shorter than this end before anyone looks away, in seconds. */
export const LONG_JOB_S = 10

export interface Attention {
  readonly isWindowFocused: boolean
  /** The setting of the person. */
  readonly wantsNotifications: boolean
}

/** Whether the end of a job is worth a notification of the system. */
export const isWorthNotice = (durationS: number, attention: Attention): boolean =>
  durationS > LONG_JOB_S && !attention.isWindowFocused && attention.wantsNotifications
