import { afterEach, describe, expect, it, vi } from 'vitest'
import { printSummary } from '../../../../build/check/summary.mjs'

const result = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [], output: '' }
const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
afterEach(() => log.mockClear())
const printed = (): string[] =>
  log.mock.calls
    .map(call => String(call[0]))
    .join('\n')
    .split('\n')

describe('printSummary', () => {
  it('ends with the sums alone on the last line', () => {
    const status = printSummary(
      [
        { ...result, name: 'types', passed: 1 },
        { ...result, name: 'unit', passed: 40, skipped: 2, skips: ['a.test.ts: x [needs data: fan]'] }
      ],
      false
    )
    expect(status).toBe(0)
    expect(printed().at(-1)).toBe('41 passed, 0 failed, 2 skipped')
    expect(printed()).toContain('  - a.test.ts: x [needs data: fan]')
  })

  it('fails and lists what failed', () => {
    expect(printSummary([{ ...result, name: 'eslint', failed: 1, failures: ['eslint'] }], true)).toBe(1)
    expect(printed()).toEqual(
      expect.arrayContaining(['Failed:', '  - eslint', '0 passed, 1 failed, 0 skipped'])
    )
  })
})
