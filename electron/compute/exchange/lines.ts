const LINE_FEED = 0x0a

export interface LineSplitter {
  push(chunk: Buffer): void
  /** What stands after the last line feed is a line too, where it is not empty. */
  end(): void
}

/**
 * Cuts bytes into lines at line feeds and hands on their text, numbered from 1.
 * @throws TypeError for a line that is no UTF-8; RangeError for one longer than `maxBytes`
 */
export const lineSplitter = (
  maxBytes: number,
  onLine: (text: string, number: number) => void
): LineSplitter => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let parts: Buffer[] = []
  let length = 0
  let number = 0
  const keep = (part: Buffer): void => {
    length += part.length
    if (length > maxBytes) throw new RangeError(`Line ${number + 1} is too long`)
    parts.push(part)
  }
  const flush = (): void => {
    const [first] = parts
    const text = decoder.decode(parts.length === 1 ? first : Buffer.concat(parts))
    parts = []
    length = 0
    number += 1
    onLine(text, number)
  }
  return {
    push: chunk => {
      let from = 0
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
        keep(chunk.subarray(from, at))
        flush()
        from = at + 1
      }
      if (from < chunk.length) keep(chunk.subarray(from))
    },
    end: () => {
      if (length > 0) flush()
    }
  }
}
