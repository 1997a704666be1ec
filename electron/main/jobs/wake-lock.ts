import type { PowerSaveBlocker } from 'electron'

/** Keeps the computer from sleeping while something needs it; the screen may go dark. */
export const createWakeLock = (
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>
): ((isNeeded: boolean) => void) => {
  let id: number | null = null
  return isNeeded => {
    if (isNeeded && id === null) id = blocker.start('prevent-app-suspension')
    else if (!isNeeded && id !== null) {
      blocker.stop(id)
      id = null
    }
  }
}
