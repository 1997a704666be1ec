import { inject } from 'vitest'
import type { DoorName } from './way-in.ts'

declare module 'vitest' {
  interface ProvidedContext {
    door: DoorName
  }
}

/** The door that this project of vitest.config.ts tests: the same suite runs through each. */
export const door = (): DoorName => inject('door')
