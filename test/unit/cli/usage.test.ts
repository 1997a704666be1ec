import { describe, expect, it } from 'vitest'
import { exitCodeFor, exitCodeOf } from '../../../electron/cli/exit-code.ts'
import { AppError } from '../../../electron/contract/errors.ts'
import { main } from '../../../electron/cli/main.ts'
import { columns, csv } from '../../../electron/cli/table.ts'
import { alarmRule, instant, keyValue } from '../../../electron/cli/values.ts'
import { memoryTerminal } from '../../support/memory-terminal.ts'

const usage = async (...args: string[]) => {
  const terminal = memoryTerminal()
  const code = await main(args, terminal, new AbortController().signal)
  return { code, out: terminal.printed.join('\n'), err: terminal.noted.join('\n') }
}

describe('wrong usage', () => {
  it.each([
    [[]],
    [['frobnicate']],
    [['detect']],
    [['detect', '--normal', 'a']],
    [['detect', '--normal', 'a', '--test', 'b', '--channel', '0']],
    [['detect', '--normal', 'a', '--test', 'b', '--clip-seconds', 'ten']],
    [['detect', '--normal', 'a', '--test', 'b', '--detector', 'magic']],
    [['detect', '--normal', 'a', '--test', 'b', '--frobnicate']],
    [['detect', '--normal', 'a', '--test', 'b', '--detector', 'twfr-gmm', '--ignore-level']],
    [['detect', '--normal', 'a', '--test', 'b', '--param', 'decay=0.9', '--param', 'decay=0.8']],
    [['import', '--machine', 'm']],
    [['import', 'folder']],
    [['machine']],
    [['machine', 'label', 'm', 'fine', 'x.wav']],
    [['machine', 'label', 'm', 'normal']],
    [['machine', 'set', 'm']],
    [['machine', 'remove', 'm']],
    [['machine', 'create', 'm', '--alarm', '6/5']],
    [['machine', 'create', ' ']],
    [['machine', 'list', '--data', '']],
    [['report', '--machine', 'm']],
    [['report', '--machine', 'm', '--out', 'x', '--from', 'soon']],
    [['report', '--machine', 'm', '--out', 'x', '--page-size', 'A5']],
    [['report', '--machine', 'm', '--out', 'x', '--from', '2027-01-01', '--to', '2026-01-01']],
    [['serve', '--port', '99999']]
  ])('answers 64 to %j, with what is wrong on standard error', async args => {
    const { code, out, err } = await usage(...args)
    expect(code).toBe(64)
    expect(out).toBe('')
    expect(err).not.toBe('')
    expect(err).not.toMatch(/\n\s+at /u)
  })
})

describe('options that do not go together', () => {
  const folders = ['--normal', 'a', '--test', 'b', '--detector', 'twfr-gmm']
  it.each([
    [['detect', ...folders, '--ignore-level'], 'only auto has a way to ignore the level'],
    [['detect', ...folders, '--param', 'decay=0.9', '--param', 'decay=0.8'], 'decay is given twice'],
    [
      ['report', '--machine', 'm', '--out', 'x', '--from', '2027-01-01', '--to', '2026-01-01'],
      'must not be later'
    ]
  ])('are named: %j', async (args, sentence) => {
    expect((await usage(...args)).err).toContain(sentence)
  })
})

describe('help', () => {
  it.each([[['--help']], [['detect', '--help']], [['machine', 'create', '--help']], [['score', '--help']]])(
    'of %j goes to standard output with 0',
    async args => {
      const { code, out, err } = await usage(...args)
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain('Usage: earshot')
    }
  )

  it('shows examples and exit codes', async () => {
    const { out } = await usage('--help')
    expect(out).toContain('Examples:')
    expect(out).toContain('64 wrong usage')
  })

  it('of fit tells when a new model is in use at once', async () => {
    const { out } = await usage('fit', '--help')
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(
      'in use at once where it is of auto or the first of the machine'
    )
  })

  it('tells the version', async () => {
    expect((await usage('--version')).out).toMatch(/^\d+\.\d+\.\d+/u)
  })
})

describe('exit codes', () => {
  it('tell all, some and nothing done apart', () => {
    expect([exitCodeFor(3, 0), exitCodeFor(3, 1), exitCodeFor(0, 1)]).toEqual([0, 2, 1])
  })

  it('tell a cancel by the person from any other end', () => {
    expect(exitCodeOf(new AppError('cancelled', ''), true)).toBe(130)
    expect(exitCodeOf(new AppError('cancelled', ''), false)).toBe(1)
    expect(exitCodeOf(new AppError('too-few-normals', ''), false)).toBe(1)
  })
})

describe('values', () => {
  it('reads days as whole days and times as they are', () => {
    expect(instant('start')('2026-09-01')).toBe(new Date('2026-09-01T00:00:00.000').toISOString())
    expect(instant('end')('2026-09-01')).toBe(new Date('2026-09-01T23:59:59.999').toISOString())
    expect(instant('end')('2026-09-01T08:15:00Z')).toBe('2026-09-01T08:15:00.000Z')
  })

  it('collects attributes and reads alarm rules', () => {
    expect(keyValue('load=2=3', { speed: '1450' })).toEqual({ speed: '1450', load: '2=3' })
    expect(() => keyValue('speed')).toThrow()
    expect(() => keyValue('load=3', { load: '2' })).toThrow('load is given twice')
    expect(alarmRule('3/5')).toEqual({ alarmCount: 3, alarmWindow: 5 })
  })
})

describe('tables', () => {
  it('align figures right and wide characters by the columns they take', () => {
    expect(
      columns(
        ['name', 'n'],
        [
          ['軸', 5],
          ['abcd', 12]
        ]
      )
    ).toBe('name   n\n軸     5\nabcd  12')
  })

  it('quote what CSV must quote', () => {
    expect(csv(['file', 'score'], [['a,"b".wav', 1.5]])).toBe('file,score\n"a,""b"".wav",1.5\n')
  })
})
