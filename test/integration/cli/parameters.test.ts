import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../../electron/cli/main.ts'
import { memoryTerminal } from '../../support/memory-terminal.ts'

describe('a wrong parameter', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-cli-parameters-'))
    // Parameters are read before any recording is.
    await writeFile(path.join(folder, 'a.wav'), '')
  })

  it.each([
    ['twfr-gmm', 'mixtures=2', "option '--param mixtures' of twfr-gmm: There is no parameter mixtures"],
    ['twfr-gmm', 'components=many', "option '--param components' of twfr-gmm: components is a whole number"],
    ['auto', 'epochs=3', "option '--param epochs' of auto: There is no parameter epochs"]
  ])('of %s, %s, is wrong usage that names option and detector', async (detector, param, said) => {
    const terminal = memoryTerminal()
    const args = ['detect', '--normal', folder, '--test', folder, '--detector', detector, '--param', param]
    const code = await main(args, terminal, new AbortController().signal)
    expect(terminal.noted.join('\n')).toContain(said)
    expect([code, terminal.printed]).toEqual([64, []])
  })
})
