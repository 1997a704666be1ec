import { toWallTime } from '../names/wall-time.ts'

// EBU Tech 3285: Description 256, Originator 32, OriginatorReference 32, OriginationDate 10, OriginationTime 8.
const DATE_OFFSET = 320
/** Bytes of a bext chunk up to its origination time. */
export const BEXT_TIME_END = DATE_OFFSET + 18

/** Local wall time of a Broadcast Wave chunk, or undefined where it is empty or impossible. */
export const parseBextTime = (chunk: Uint8Array): string | undefined => {
  if (chunk.length < BEXT_TIME_END) return undefined
  const text = String.fromCharCode(...chunk.subarray(DATE_OFFSET, BEXT_TIME_END))
  // The standard allows - _ : space and . as separators, and recorders use all of them.
  const parts = /^(\d{4})[-_:. /](\d\d)[-_:. /](\d\d)(\d\d)[-_:. ](\d\d)[-_:. ](\d\d)$/.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number)
  return toWallTime({ year, month, day, hour, minute, second })
}
