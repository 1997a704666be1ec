import { afterEach, describe, expect, it, vi } from 'vitest'
import { count, requireData } from '../../../../build/check/tests.mjs'

afterEach(() => vi.unstubAllEnvs())

const test = (status: string, fullName: string) => ({ status, fullName, failureMessages: ['because'] })
const file = (assertionResults: ReturnType<typeof test>[], status = 'passed') => ({
  name: '/project/test/unit/a.test.ts',
  status,
  message: 'SyntaxError',
  assertionResults
})
const needsFan = 'MIMII [needs data: fan]'

describe('count', () => {
  it('sums states and joins tests that miss the same thing', () => {
    const testResults = [
      file([test('passed', 'x'), test('skipped', `${needsFan} one`), test('pending', `${needsFan} two`)])
    ]
    expect(count('/project', { testResults }, 0, '')).toMatchObject({
      passed: 1,
      failed: 0,
      skipped: 2,
      skips: [`test/unit/a.test.ts: ${needsFan}`]
    })
  })

  it('names the files that take long', () => {
    const testResults = [
      { ...file([test('passed', 'x')]), startTime: 1000, endTime: 41_000 },
      { ...file([test('passed', 'y')]), name: '/project/test/unit/b.test.ts', startTime: 0, endTime: 900 }
    ]
    expect(count('/project', { testResults }, 0, '').long).toEqual(['test/unit/a.test.ts 40 s'])
  })

  it('counts a failed test, a file that cannot be run, and a crash outside any test', () => {
    expect(
      count('/project', { testResults: [file([test('failed', 'x')], 'failed')] }, 1, '').failures
    ).toEqual(['test/unit/a.test.ts: x'])
    expect(count('/project', { testResults: [file([], 'failed')] }, 1, '')).toMatchObject({
      failed: 1,
      failures: ['test/unit/a.test.ts could not be run']
    })
    expect(count('/project', { testResults: [file([test('passed', 'x')])] }, 1, 'unhandled')).toMatchObject({
      failed: 1,
      output: 'unhandled'
    })
  })
})

describe('requireData', () => {
  const skipping = (skip: string) => ({
    passed: 1,
    failed: 0,
    skipped: 1,
    failures: [],
    skips: [skip],
    output: ''
  })

  it('lets a skip for want of data pass, unless data is required', () => {
    const result = skipping(`a.test.ts: ${needsFan}`)
    vi.stubEnv('EARSHOT_REQUIRE_DATA', '')
    expect(requireData(result).failed).toBe(0)
    vi.stubEnv('EARSHOT_REQUIRE_DATA', '1')
    expect(requireData(result).failed).toBe(1)
  })

  it('never fails for a missing engine', () => {
    vi.stubEnv('EARSHOT_REQUIRE_DATA', '1')
    expect(requireData(skipping('a.test.ts: x [needs engine: TensorFlow]')).failed).toBe(0)
  })
})
