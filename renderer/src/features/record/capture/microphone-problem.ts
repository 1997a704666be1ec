import { z } from 'zod'

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

const nameSchema = z.object({ name: z.string(), message: z.string().default('') })

/** What a rejection of getUserMedia means to a person (names as in the Media Capture specification). */
export const problemOf = (error: unknown, isDeviceChosen: boolean): MicrophoneProblem => {
  // Older browsers have errors here that are no Error (OverconstrainedError).
  const { name, message } = nameSchema.safeParse(error).data ?? { name: '', message: '' }
  switch (name) {
    case 'NotAllowedError':
      // Chromium's word for a switch outside the browser.
      return /system/i.test(message) ? 'blocked' : 'denied'
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
