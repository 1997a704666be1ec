import { expect, it } from 'vitest'
import { main } from '../../../../electron/cli/main.ts'
import { memoryTerminal } from '../../../support/memory-terminal.ts'

it.each([
  [[], 'the same command goes on where it stopped'],
  [['--again'], 'the same command without --again goes on where it stopped']
])('says on Ctrl+C how dcase %j goes on', async (more, wanted) => {
  const terminal = memoryTerminal()
  const args = ['dcase', '--data', 'nowhere', '--out', 'nowhere-either', ...more]
  expect(await main(args, terminal, AbortSignal.abort())).toBe(130)
  expect(terminal.noted.join()).toContain(wanted)
})
