/** Why no sound comes, in the words of the catalogue (record.problem). */
export const MICROPHONE_PROBLEMS = [
  'denied',
  'blocked',
  'none',
  'missing',
  'busy',
  'unplugged',
  'unsupported',
  'failed'
] as const
export type MicrophoneProblem = (typeof MICROPHONE_PROBLEMS)[number]

/** What a rejection of getUserMedia means to a person (names as in the Media Capture specification). */
export const problemOf = (error: unknown, isDeviceChosen: boolean): MicrophoneProblem => {
  if (!(error instanceof Error)) return 'failed'
  switch (error.name) {
    case 'NotAllowedError':
      // Chromium's word for a switch outside the browser.
      return /system/i.test(error.message) ? 'blocked' : 'denied'
    case 'SecurityError':
      return 'blocked'
    case 'NotFoundError':
      return 'none'
    case 'OverconstrainedError':
      return isDeviceChosen ? 'missing' : 'none'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'failed'
  }
}
