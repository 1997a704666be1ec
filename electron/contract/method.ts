import type { z } from 'zod'

/** One call of the contract: its input and its output, both checked at the boundary. */
export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I
  readonly output: O
}

/** Declares one call. */
export const method = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Method<I, O> => ({
  input,
  output
})

/** Declares one event by the schema of its payload. */
export const event = <P extends z.ZodType>(payload: P): P => payload
