import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../../electron/cli/main.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { memoryTerminal } from '../../support/memory-terminal.ts'
import { writeNoiseWav } from '../../support/wav-files.ts'

let folder: string
let normal: string

/** Runs a command line in this process. */
const earshot = async (...args: string[]) => {
  const terminal = memoryTerminal()
  const code = await main(
    ['--data', path.join(folder, 'data'), ...args],
    terminal,
    new AbortController().signal
  )
  return { code, out: terminal.printed.join('\n'), err: terminal.noted.join('\n') }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-cli-fit-'))
  normal = path.join(folder, 'normal')
  for (let index = 0; index < 20; index += 1) {
    writeNoiseWav(path.join(normal, `${index}.wav`), index, { seconds: 1 })
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// The steps build on one another.
describe('earshot fit with another detector than the default one', () => {
  beforeAll(async () => {
    await earshot('machine', 'create', 'Fan 3')
    const { code } = await earshot('import', '--machine', 'Fan 3', '--label', 'normal', normal)
    expect(code).toBe(0)
  }, 60_000)

  it('names the command that sets the kind where a deeper fit lacks it', async () => {
    const { code, err } = await earshot('fit', '--machine', 'Fan 3', '--detector', 'deeper')
    expect(code).toBe(1)
    expect(err).toContain('earshot machine set "Fan 3" --kind')
  })

  it('says that the first model of a machine is in use, and that the next one is not', async () => {
    const first = await earshot('fit', '--machine', 'Fan 3', '--detector', 'twfr-gmm')
    expect([first.code, first.out]).toEqual([0, expect.stringContaining('It is in use now.')])
    expect(first.out).toContain('learned from 20 recordings (0.3 min of sound)')
    const next = await earshot('fit', '--machine', 'Fan 3', '--detector', 'twfr-gmm')
    expect([next.code, next.out]).toEqual([0, expect.stringContaining('It is not in use')])
  }, 60_000)
})

describe.runIf(isTensorflowInstalled())('earshot detect with a network [needs engine]', () => {
  it('counts the clips held out for its threshold, and says that the time limit ended the training', async () => {
    const few = ['--param', 'width=0.05', '--param', 'epochs=50', '--time-budget', '0.01']
    const { code, out, err } = await earshot(
      ...['detect', '--normal', normal, '--test', normal, '--detector', 'memcae', '--json', ...few]
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ normals: 20, heldOut: 4, isProvisional: true, epochsAsked: 50 })
    expect(err).toContain('the threshold rests on 4 held-out clips, of 20 normal recordings')
    expect(err).toMatch(/Trained \d+ of 50 epochs, ended by the time limit of 0\.01 minutes/u)
  }, 60_000)
})
