/** What is asked of a resource of known length: the Range header as it came, or null. */
export interface RangeRequest {
  readonly sizeBytes: number
  readonly rangeHeader: string | null
  readonly method: string
}

/** How to answer: `start` to `end` inclusive are the bytes to send; `end` is `start - 1` where none are. */
export interface RangeResponse {
  readonly status: 200 | 206 | 416
  readonly headers: Readonly<Record<string, string>>
  readonly start: number
  readonly end: number
}

const SINGLE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i

const whole = (sizeBytes: number): RangeResponse => ({
  status: 200,
  headers: { 'accept-ranges': 'bytes', 'content-length': String(sizeBytes) },
  start: 0,
  end: sizeBytes - 1
})

const unsatisfiable = (sizeBytes: number): RangeResponse => ({
  status: 416,
  headers: { 'accept-ranges': 'bytes', 'content-length': '0', 'content-range': `bytes */${sizeBytes}` },
  start: 0,
  end: -1
})

const part = (sizeBytes: number, start: number, end: number): RangeResponse => ({
  status: 206,
  headers: {
    'accept-ranges': 'bytes',
    'content-length': String(end - start + 1),
    'content-range': `bytes ${start}-${end}/${sizeBytes}`
  },
  start,
  end
})

/**
 * Status, headers and bytes of an answer by RFC 9110, section 14: single byte ranges and suffix ranges. Ranges
 * are defined for GET alone; malformed ones and several at once are ignored (200, whole), as the RFC allows.
 * The body of a HEAD request is left out by the door; content type and name are the caller's to add.
 */
export const rangeResponse = ({ sizeBytes, rangeHeader, method }: RangeRequest): RangeResponse => {
  const match = method === 'GET' && rangeHeader !== null ? SINGLE_RANGE.exec(rangeHeader) : null
  if (match === null) return whole(sizeBytes)
  const [, first = '', last = ''] = match
  if (first === '') {
    if (last === '') return whole(sizeBytes)
    const suffixBytes = Number(last)
    if (suffixBytes === 0) return unsatisfiable(sizeBytes)
    // A suffix of an empty resource is satisfiable, yet no Content-Range can say it: the whole is the answer.
    if (sizeBytes === 0) return whole(sizeBytes)
    return part(sizeBytes, Math.max(0, sizeBytes - suffixBytes), sizeBytes - 1)
  }
  const start = Number(first)
  const end = last === '' ? sizeBytes - 1 : Number(last)
  if (last !== '' && end < start) return whole(sizeBytes)
  if (start >= sizeBytes) return unsatisfiable(sizeBytes)
  return part(sizeBytes, start, Math.min(end, sizeBytes - 1))
}
