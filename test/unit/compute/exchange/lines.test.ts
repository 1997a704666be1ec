import { describe, expect, it } from 'vitest'
import { lineSplitter } from '../../../../electron/compute/exchange/lines.ts'

const linesOf = (chunks: readonly (string | Buffer)[], maxBytes = 100): string[] => {
  const lines: string[] = []
  const splitter = lineSplitter(maxBytes, (text, number) => lines.push(`${number} ${text}`))
  for (const chunk of chunks) splitter.push(Buffer.from(chunk))
  splitter.end()
  return lines
}

describe('lines of an entry', () => {
  it('are the same however the bytes are cut, also within a character', () => {
    const bytes = Buffer.from('{"a":"軸受"}\n{}\n\nlast')
    const whole = linesOf([bytes])
    expect(whole).toEqual(['1 {"a":"軸受"}', '2 {}', '3 ', '4 last'])
    for (let at = 1; at < bytes.length; at += 1) {
      expect(linesOf([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole)
    }
  })

  it('end at line feeds alone, not at other separators of lines', () => {
    expect(linesOf(['a\u2028b\rc\n'])).toEqual(['1 a\u2028b\rc'])
  })

  it('are refused where one is longer than allowed, before it has been gathered', () => {
    expect(() => linesOf(['x'.repeat(60), 'x'.repeat(60)])).toThrow(RangeError)
    expect(linesOf(['x'.repeat(100)])).toHaveLength(1)
  })

  it('are refused where they are no UTF-8', () => {
    expect(() => linesOf([Buffer.from([0x61, 0xff, 0x0a])])).toThrow(TypeError)
  })
})
