import { nativeBackend } from '../native.ts'
import type { Tf } from '../types.ts'
import { nativeOperations } from './native.ts'
import { plainOperations } from './plain.ts'
import type { Operations } from './types.ts'

export type { Normalisation, Operations } from './types.ts'
export { plainOperations }

/** The fastest form of the operations that the engine behind `tf` has. */
export const createOperations = (tf: Tf): Operations => {
  const native = nativeBackend(tf)
  return native === null ? plainOperations(tf) : nativeOperations(tf, native)
}
