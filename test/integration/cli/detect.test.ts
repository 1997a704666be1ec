import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { main } from '../../../electron/cli/main.ts'
import { areaUnderRoc } from '../../../electron/ml/metrics/roc.ts'
import { dataPath, describeWithData } from '../../support/data.ts'
import { memoryTerminal } from '../../support/memory-terminal.ts'
import { runCli } from '../../support/run-cli.ts'

const train = dataPath('mimii-slider-id00', 'train')
const test = dataPath('mimii-slider-id00', 'test')

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true })

const isLong = process.env.EARSHOT_TEST_LONG === '1'

/** Every third recording of a folder, or all of them where there is time. */
const thirdOf = async (from: string, to: string): Promise<string> => {
  if (isLong) return from
  await mkdir(to)
  const names = (await readdir(from)).sort().filter((_, index) => index % 3 === 0)
  for (const name of names) await copyFile(path.join(from, name), path.join(to, name))
  return to
}

const expectReference = async (csv: string, reference: string, folder: string): Promise<void> => {
  const rows = rowsOf(csv)
  const names = await readdir(folder)
  const expected = rowsOf(await readFile(dataPath('mimii-slider-id00', reference), 'utf8')).filter(
    ({ file = '' }) => names.includes(path.basename(file))
  )
  expect(expected).toHaveLength(names.length)
  expect(rows.map(row => row.file)).toEqual(expected.map(row => row.file).sort())
  const byFile = new Map(expected.map(row => [row.file, row]))
  for (const row of rows) {
    const wanted = Number(byFile.get(row.file)?.score)
    expect(Math.abs(Number(row.score) - wanted)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(wanted)))
    expect(row.flagged).toBe(byFile.get(row.file)?.flagged)
  }
}

describeWithData('mimii-slider-id00', 'earshot detect', () => {
  let folder: string
  /** Of the recordings, as many as a test needs. */
  let fewNormals: string
  let fewTests: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-cli-detect-'))
    fewNormals = await thirdOf(train, path.join(folder, 'few normals'))
    fewTests = await thirdOf(test, path.join(folder, 'few tests'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('prints the reference scores and leaves nothing behind', async () => {
    const dataDir = path.join(folder, 'data')
    const args = ['detect', '--normal', train, '--test', fewTests]
    const { code, stdout, stderr } = await runCli(args, { dataDir })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout.split('\n')[0]).toBe('file,score,p_value,flagged')
    await expectReference(stdout, 'first-shot-scores.csv', fewTests)
    await expect(readdir(dataDir)).rejects.toThrow()
  }, 180_000)

  // That the scores are those of the reference is tested without the command line, too.
  it.runIf(isLong)(
    '[EARSHOT_TEST_LONG=1] ignores the level where asked, and writes the CSV to a file',
    async () => {
      const out = path.join(folder, 'new', 'scores.csv')
      const { code, stdout } = await runCli([
        'detect',
        '--normal',
        train,
        '--test',
        test,
        '--ignore-level',
        '--out',
        out
      ])
      expect([code, stdout]).toEqual([0, ''])
      await expectReference(await readFile(out, 'utf8'), 'first-shot-scores-no-level.csv', test)
    },
    180_000
  )

  it('scores by another detector of the registry, with its parameters', async () => {
    const out = path.join(folder, 'twfr.csv')
    const folders = ['--normal', train, '--test', test]
    const args = ['detect', ...folders, '--detector', 'twfr-gmm', '--param', 'decay=0.9']
    const { code, stderr } = await runCli([...args, '--out', out])
    const rows = rowsOf(await readFile(out, 'utf8'))
    expect([code, stderr]).toEqual([0, `60 recordings scored: ${out}\n`])
    const isAnomalous = rows.map(({ file = '' }) => file.startsWith('anomaly'))
    const scores = rows.map(({ score }) => Number(score))
    // Mel levels say less of slide rails than the default's order statistics do.
    expect(areaUnderRoc(isAnomalous, scores)).toBeGreaterThan(0.8)
    const alarms = rows.filter(({ file = '', flagged }) => file.startsWith('normal') && flagged === '1')
    expect(alarms.length).toBeLessThanOrEqual(6)
  }, 180_000)

  it.each([
    [['--param', 'decai=1'], 64, 'There is no parameter decai'],
    [['--ignore-level'], 64, 'only auto has']
  ])('refuses %j for it with exit code %i', async (more, wanted, message) => {
    const args = ['detect', '--normal', train, '--test', test, '--detector', 'twfr-gmm', ...more]
    const { code, stderr } = await runCli(args)
    expect(code).toBe(wanted)
    expect(stderr).toContain(message)
  })

  it('names every normal that cannot be learned from when too few are left, and why', async () => {
    const [normal, broken] = [path.join(folder, 'copies'), path.join(folder, 'broken')]
    await mkdir(normal)
    await mkdir(broken)
    const [first = ''] = await readdir(train)
    const sound = await readFile(path.join(train, first))
    for (const index of [0, 1, 2, 3, 4, 5]) await writeFile(path.join(normal, `${index}.flac`), sound)
    await writeFile(path.join(broken, 'empty.wav'), '')
    const copies = await runCli(['detect', '--normal', normal, '--test', normal])
    expect([copies.code, copies.stdout]).toEqual([1, ''])
    expect(copies.stderr.match(/Sounds exactly like 0\.flac/gu)).toHaveLength(5)
    const none = await runCli(['detect', '--normal', broken, '--test', normal])
    expect([none.code, none.stdout]).toEqual([1, ''])
    expect(none.stderr).toContain('empty.wav: the file is empty')
  }, 180_000)

  it('names broken files, does the rest and answers 2', async () => {
    const mixed = path.join(folder, 'mixed')
    await mkdir(path.join(mixed, 'Größe 軸'), { recursive: true })
    const [first = ''] = (await readdir(test)).sort()
    await copyFile(path.join(test, first), path.join(mixed, 'Größe 軸', 'ok.flac'))
    await writeFile(path.join(mixed, 'empty.wav'), '')
    await writeFile(
      path.join(mixed, 'cut.flac'),
      (await readFile(path.join(test, first))).subarray(0, 20_000)
    )
    await writeFile(path.join(mixed, 'notes.txt'), 'not audio')
    const { code, stdout, stderr } = await runCli(['detect', '--normal', fewNormals, '--test', mixed])
    expect(code).toBe(2)
    expect(rowsOf(stdout).map(row => row.file)).toEqual(['Größe 軸/ok.flac'])
    expect(stderr).toContain(`${path.join(mixed, 'empty.wav')}: `)
    expect(stderr).toContain(`${path.join(mixed, 'cut.flac')}: `)
    expect(stderr).not.toContain('notes.txt')
  }, 180_000)

  it('ends with 130 when cancelled in the middle, and prints nothing', async () => {
    const controller = new AbortController()
    const terminal = memoryTerminal()
    const cancelling = { ...terminal, progress: () => controller.abort() }
    const code = await main(['detect', '--normal', train, '--test', test], cancelling, controller.signal)
    expect(code).toBe(130)
    expect(terminal.printed).toEqual([])
    expect(terminal.noted.at(-1)).toBe('Cancelled')
  }, 60_000)

  it('answers 1 where nothing can be done, saying why', async () => {
    const few = path.join(folder, 'few')
    await mkdir(few)
    const [first = ''] = (await readdir(train)).sort()
    await copyFile(path.join(train, first), path.join(few, first))
    const tooFew = await runCli(['detect', '--normal', few, '--test', few])
    const nowhere = await runCli(['detect', '--normal', path.join(folder, 'gone'), '--test', few, '--json'])
    expect(tooFew.code).toBe(1)
    expect(tooFew.stderr).toMatch(/5/u)
    expect(nowhere.code).toBe(1)
    expect(nowhere.stderr).toContain('gone')
    expect(JSON.parse(nowhere.stdout)).toMatchObject({ error: { code: 'unreadable' } })
    for (const { stderr } of [tooFew, nowhere]) expect(stderr).not.toMatch(/\n\s+at /u)
  }, 60_000)
})
