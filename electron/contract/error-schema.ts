import { z } from 'zod'
import { ERROR_CODES } from './errors.ts'
import type { ErrorBody } from './errors.ts'

/** ErrorBody as it crosses a door. */
export const errorSchema: z.ZodType<ErrorBody> = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional()
})
