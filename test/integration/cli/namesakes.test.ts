import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { main } from '../../../electron/cli/main.ts'
import { memoryTerminal } from '../../support/memory-terminal.ts'

it('warns of a second machine of one name, and tells the two apart where the name alone is given', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'earshot-namesakes-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const earshot = async (...args: string[]) => {
    const terminal = memoryTerminal()
    const code = await main(['machine', ...args, '--data', folder], terminal, new AbortController().signal)
    return { code, out: terminal.printed.join('\n').trim(), err: terminal.noted.join('\n') }
  }
  const first = await earshot('create', 'Fan 3', '--site', 'Halle')
  const second = await earshot('create', 'Fan 3')
  expect([first.code, first.err, second.code]).toEqual([0, '', 0])
  expect(second.err).toContain('Another machine is named "Fan 3" already')
  const shown = await earshot('show', 'Fan 3')
  expect(shown.code).toBe(1)
  expect(shown.err).toContain(`${first.out}  site Halle, 0 recordings`)
  expect(shown.err).toContain(`${second.out}  no site, 0 recordings`)
})
