import { z } from 'zod'
import { AppError, MAX_BLOCK_BYTES, takeStartSchema } from '../../contract/index.ts'
import type { createLiveScoring } from './live.ts'
import type { createTakeService } from './takes.ts'

const firstFrameSchema = z.object({ firstFrame: z.coerce.number().int().min(0) })
const formatSchema = z.object({
  sampleRateHz: z.coerce.number().pipe(takeStartSchema.shape.sampleRateHz),
  channels: z.coerce.number().pipe(takeStartSchema.shape.channels)
})

const parametersOf = <S extends z.ZodType>(schema: S, url: URL): z.output<S> => {
  const parsed = schema.safeParse(Object.fromEntries(url.searchParams))
  if (parsed.success) return parsed.data
  throw new AppError('invalid', 'The address of these samples is not complete', {
    issues: parsed.error.issues
  })
}

/** Leads bytes that were posted to an address of contract/media.ts to where they belong: takes and live scores. */
export const createReceiver =
  (
    takes: Pick<ReturnType<typeof createTakeService>, 'receive'>,
    live: ReturnType<typeof createLiveScoring>
  ) =>
  async (address: string, bytes: Uint8Array): Promise<unknown> => {
    const url = new URL(address, 'app://earshot/')
    const [kind, id, ...rest] = url.pathname.slice(1).split('/')
    if (bytes.length > MAX_BLOCK_BYTES) {
      throw new AppError('invalid', `At most ${MAX_BLOCK_BYTES >> 20} MB of samples come in one post`)
    }
    if (id !== undefined && rest.length === 0 && kind === 'takes') {
      return takes.receive(id, parametersOf(firstFrameSchema, url).firstFrame, bytes)
    }
    if (id !== undefined && rest.length === 0 && kind === 'live') {
      return live(id, { ...parametersOf(formatSchema, url), bytes })
    }
    throw new AppError('not-found', 'Nothing takes bytes at this address', { address })
  }
