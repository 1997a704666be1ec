import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli } from '../../support/run-cli.ts'
import { writeNoiseWav } from '../../support/wav-files.ts'

const NAME = 'Förderer 軸受け'

describe('earshot machine export and import', () => {
  let folder: string
  let file: string
  const earshot = (place: string, ...args: string[]) => runCli(args, { dataDir: path.join(folder, place) })

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-cli-exchange-'))
    await mkdir(path.join(folder, 'backup'))
    for (let index = 0; index < 3; index += 1) {
      writeNoiseWav(path.join(folder, 'in', `n${index}.wav`), index, { seconds: 2 })
    }
    await earshot('here', 'machine', 'create', NAME, '--clip-seconds', '2')
    await earshot('here', 'import', '--machine', NAME, '--label', 'normal', path.join(folder, 'in'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('writes the machine into a folder, under its name, and says where', async () => {
    const run = await earshot('here', 'machine', 'export', NAME, path.join(folder, 'backup'), '--json')
    expect(run.code).toBe(0)
    const result = JSON.parse(run.stdout) as { path: string; recordings: number }
    expect(result).toMatchObject({ recordings: 3 })
    file = result.path
    expect(path.basename(file)).toMatch(/^Förderer 軸受け \d{4}-\d{2}-\d{2}\.earshot$/u)
    expect(existsSync(file)).toBe(true)
  }, 120_000)

  it('shows what is in a file without bringing it in', async () => {
    const run = await earshot('there', 'machine', 'import', '--plan', file)
    const listed = await earshot('there', 'machine', 'list', '--json')
    expect(run.code).toBe(0)
    expect(run.stdout).toContain(`${NAME}, exported`)
    expect(run.stdout).toMatch(/recordings +3/u)
    expect(JSON.parse(listed.stdout)).toEqual([])
  }, 120_000)

  it('brings the machine in, and a second one when told again', async () => {
    const first = await earshot('there', 'machine', 'import', file)
    const second = await earshot('there', 'machine', 'import', file, '--json')
    expect([first.code, second.code]).toEqual([0, 0])
    expect(first.stdout).toContain(`"${NAME}": 3 recordings, 0 models, 0 findings`)
    expect(JSON.parse(second.stdout)).toMatchObject({ name: `${NAME} (2)`, isCopy: true, shared: 3 })
    expect(second.stderr).toContain(`here already as "${NAME}"`)
  }, 120_000)

  it('refuses what is no exported machine, with the reason and code 1', async () => {
    const other = path.join(folder, 'other.earshot')
    await writeFile(other, 'hello')
    const run = await earshot('there', 'machine', 'import', other, '--json')
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('other.earshot was not imported: it is no exported machine.')
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'unreadable' } })
  }, 120_000)

  it('leaves nothing of an export that is interrupted by its place', async () => {
    const run = await earshot('here', 'machine', 'export', NAME, path.join(folder, 'nowhere', 'x.earshot'))
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('it is not there')
    expect(await readdir(path.join(folder, 'backup'))).toEqual([path.basename(file)])
    expect((await readFile(file)).length).toBeGreaterThan(1000)
  }, 120_000)
})
