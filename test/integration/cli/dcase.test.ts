import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DcaseRun, Evaluation } from '../../../electron/contract/dcase.ts'
import { writeTree } from '../../fixtures/dcase/trees.ts'
import type { TreeName } from '../../fixtures/dcase/trees.ts'
import { dataPath, describeWithData } from '../../support/data.ts'
import { runCli } from '../../support/run-cli.ts'
import type { CliRun } from '../../support/run-cli.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-dcase-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A data set of the layout of that name, made once. */
const treeOf = async (name: TreeName): Promise<string> => {
  const place = path.join(folder, `data-${name}`)
  if ((await readdir(folder)).includes(`data-${name}`)) return place
  await mkdir(place)
  writeTree(place, name)
  return place
}

const run = (data: string, out: string, ...more: string[]): Promise<CliRun> =>
  runCli(['dcase', '--data', data, '--out', out, '--detector', 'twfr-gmm', ...more])

const runFile = async (out: string): Promise<DcaseRun> =>
  JSON.parse(await readFile(path.join(out, 'run.json'), 'utf8')) as DcaseRun

const csvNames = async (place: string): Promise<string[]> =>
  (await readdir(place)).filter(name => /^(?:anomaly_score|decision_result)/u.test(name)).sort()

/** What each layout's result files are of. */
const PLACES: readonly [TreeName, string[]][] = [
  ['2020', ['ToyCar_id_00', 'ToyCar_id_02', 'fan_id_00', 'fan_id_02']],
  [
    '2021',
    ['00', '01'].flatMap(section =>
      ['source', 'target'].map(domain => `pump_section_${section}_${domain}_test`)
    )
  ],
  ['2022', ['00', '01', '02'].map(section => `gearbox_section_${section}_test`)],
  ['2023', ['ToyTrain_section_00_test', 'bearing_section_00_test']],
  ['2024', ['fan_section_00_test', 'slider_section_00_test']],
  ['2025', ['valve_section_00_test']],
  ['2026', ['ToyCar_section_00_test']]
]
/** The oldest form and the newest. Layouts and files of all are tested without the program, in test/unit. */
const ALWAYS: readonly TreeName[] = ['2020', '2024']
const isLong = process.env.EARSHOT_TEST_LONG === '1'

describe('earshot dcase on an invented data set', () => {
  it.each(PLACES.filter(([name]) => isLong || ALWAYS.includes(name)))(
    'of %s writes official files that its own evaluator accepts',
    async (name, places) => {
      const out = path.join(folder, `results-${name}`)
      const { code, stdout } = await run(await treeOf(name), out)
      expect(code).toBe(0)
      expect(stdout).toContain('| machine |')
      const wanted = ['anomaly_score', 'decision_result'].flatMap(kind =>
        places.map(place => `${kind}_${place}.csv`)
      )
      expect(await csvNames(out)).toEqual(wanted.toSorted())
      expect(await csvNames(path.join(out, 'seed-1'))).toEqual(wanted.toSorted())
      const evaluated = await runCli(['--json', 'evaluate', '--scores', out, '--ground-truth', out])
      expect(evaluated.code).toBe(0)
      const evaluation = JSON.parse(evaluated.stdout) as Evaluation
      const { results } = await runFile(out)
      expect(evaluation).toEqual(results[0]?.evaluation)
      if (name === '2020') expect(evaluation.officialScore).toBeNull()
      else expect(evaluation.officialScore).toBeGreaterThan(0)
    }
  )

  it('of an evaluation set writes scores, and figures only with the ground truth', async () => {
    const out = path.join(folder, 'results-eval')
    const data = await treeOf('2023-eval')
    const blind = await run(data, out)
    expect(blind.code).toBe(0)
    expect(blind.stdout).toContain('No figures')
    expect(blind.stderr).toContain('no figures without --ground-truth')
    const lines = await readFile(path.join(out, 'anomaly_score_ToyDrone_section_00_test.csv'), 'utf8')
    expect(lines).toMatch(/^section_00_0000\.wav,-?\d+(\.\d+)?(e[+-]\d+)?\n/u)
    const truth = path.join(folder, 'truth')
    for (const [kind, flags] of [
      ['data', [0, 0, 1, 1]],
      ['domain', [0, 1, 0, 1]]
    ] as const) {
      await mkdir(path.join(truth, `ground_truth_${kind}`), { recursive: true })
      await writeFile(
        path.join(truth, `ground_truth_${kind}`, 'ground_truth_ToyDrone_section_00_test.csv'),
        flags.map((flag, index) => `section_00_000${index}.wav,${flag}`).join('\n')
      )
    }
    const judged = await run(data, out, '--ground-truth', truth)
    expect(judged.stdout).toContain('| ToyDrone | 00 |')
    expect((await runFile(out)).results).toHaveLength(1)
  })

  it('goes on where it was: what is done is not done again, unless asked', async () => {
    const [data, out] = [await treeOf('2023'), path.join(folder, 'results-resumed')]
    await run(data, out, '--machines', 'bearing')
    const first = await runFile(out)
    expect(first.done.map(({ machine }) => machine)).toEqual(['bearing'])
    await run(data, out)
    const second = await runFile(out)
    expect(second.done[0]).toEqual(first.done[0])
    expect(second.done.map(({ machine }) => machine)).toEqual(['bearing', 'ToyTrain'])
    await rm(path.join(out, 'seed-1', 'anomaly_score_ToyTrain_section_00_test.csv'))
    await run(data, out)
    const third = await runFile(out)
    expect(third.done[0]).toEqual(first.done[0])
    expect(third.done[1]?.finishedAt).not.toBe(second.done[1]?.finishedAt)
    await run(data, out, '--again')
    expect(
      (await runFile(out)).done.every(({ finishedAt }) => finishedAt > (third.done[1]?.finishedAt ?? ''))
    ).toBe(true)
  })

  it('never mixes results of other parameters', async () => {
    const [data, out] = [await treeOf('2025'), path.join(folder, 'results-mixed')]
    await run(data, out)
    const other = await run(data, out, '--param', 'decay=0.5')
    expect(other.code).toBe(1)
    expect(other.stderr).toContain('holds results of twfr-gmm')
    expect(other.stderr).toMatch(/that differ in --param decay \(\S+ there, 0\.5 asked for\): choose/u)
    expect((await run(data, out, '--param', 'decay=0.5', '--again')).code).toBe(0)
    expect((await runFile(out)).params.decay).toBe(0.5)
  })

  it('does not write among other files', async () => {
    const out = path.join(folder, 'mine')
    await mkdir(out)
    await writeFile(path.join(out, 'thesis.txt'), 'mine')
    const { code, stderr } = await run(await treeOf('2025'), out)
    expect([code, await readdir(out)]).toEqual([1, ['thesis.txt']])
    expect(stderr).toContain('choose an empty folder')
  })

  it('learns from supplemental recordings only where asked, and then not from noise', async () => {
    const data = await treeOf('2025')
    const clips = async (out: string, ...more: string[]): Promise<number | undefined> => {
      await run(data, path.join(folder, out), ...more)
      return (await runFile(path.join(folder, out))).done[0]?.trainClips
    }
    expect(await clips('plain')).toBe(8)
    expect(await clips('supplemented', '--supplemental')).toBe(10)
  })

  it('gives mean and spread over seeds, and an ablation over detectors', async () => {
    const out = path.join(folder, 'results-ablation')
    const data = await treeOf('2023')
    const args = ['dcase', '--data', data, '--out', out, '--detector', 'auto,twfr-gmm', '--seeds', '2']
    const { code, stdout, stderr } = await runCli(args)
    expect(code).toBe(0)
    expect(stdout).toContain('±')
    expect(stderr).toContain('auto does not depend on the seed')
    expect((await runFile(path.join(out, 'twfr-gmm'))).results.map(({ seed }) => seed)).toEqual([1, 2])
    expect((await runFile(path.join(out, 'auto'))).seeds).toEqual([1])
    const table = await readFile(path.join(out, 'ablation.md'), 'utf8')
    expect(table).toContain('| system | ToyTrain | bearing | official score |')
    expect(await readFile(path.join(out, 'ablation.svg'), 'utf8')).toContain('</svg>')
    const again = await runCli(['dcase', 'ablation', '--out', out])
    expect(again.stdout).toBe(table)
  }, 180_000)

  it.runIf(isLong)('compares detectors with parameters, run one by one into one folder', async () => {
    const [data, out] = [await treeOf('2024'), path.join(folder, 'results-one-by-one')]
    await run(data, path.join(out, 'plain'))
    await run(data, path.join(out, 'decayed'), '--param', 'decay=0.5')
    const { code, stdout } = await runCli(['dcase', 'ablation', '--out', out])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\| decayed \|.*\n\| plain \|/mu)
  })

  it('names a section without test recordings, does the others, and has n/a for it', async () => {
    const data = path.join(folder, 'data-untested')
    await mkdir(data)
    writeTree(data, '2022')
    const tests = path.join(data, 'gearbox/test')
    for (const name of await readdir(tests)) {
      if (name.startsWith('section_01')) await rm(path.join(tests, name))
    }
    const out = path.join(folder, 'results-untested')
    const { code, stderr, stdout } = await run(data, out)
    expect(code).toBe(2)
    expect(stderr).toContain('gearbox section 01, seed 1: there are no test recordings')
    expect(stdout).toMatch(/\| gearbox \| 00 \| \d\.\d+/u)
    expect(stdout).toMatch(/\| gearbox \| 01 \| n\/a \|( n\/a \|)+\n/u)
    expect(stdout).toMatch(/\| gearbox \| 02 \| \d\.\d+/u)
    expect(stdout).toContain('| over those with figures |')
    expect(stdout).toContain('Official score: n/a')
  })

  it('names a recording that cannot be read, scores its section without it, and does the other machines', async () => {
    const data = path.join(folder, 'data-broken')
    await mkdir(data)
    writeTree(data, '2023')
    const broken = 'bearing/test/section_00_source_test_normal_0001_spd_11V_mic_1.wav'
    await writeFile(path.join(data, broken), 'no audio')
    const out = path.join(folder, 'results-broken')
    const { code, stderr, stdout } = await run(data, out)
    expect(code).toBe(2)
    expect(stderr).toMatch(/no figures, for 1 of its 8 test recordings .*section_00_source_test_normal_0001/u)
    expect(stdout).toContain('| ToyTrain | 00 |')
    expect(stdout).toMatch(/\| bearing \| 00 \| n\/a \|/u)
    expect(stdout).toContain('Official score: n/a')
    const scores = await readFile(path.join(out, 'partial_anomaly_score_bearing_section_00_test.csv'), 'utf8')
    expect(scores.match(/\n/gu)).toHaveLength(7)
    expect(await csvNames(out)).not.toContain('anomaly_score_bearing_section_00_test.csv')
  })

  it.each([
    [['--machines', 'submarine'], 1, 'There is no machine submarine; there are ToyTrain, bearing'],
    [['--param', 'decai=1'], 64, 'There is no parameter decai'],
    [['--clip-seconds', '5'], 1, 'too short for a clip of 5 s'],
    [['--detector', 'magic'], 64, 'Allowed choices are auto'],
    [['--detector', 'auto,twfr-gmm', '--param', 'decay=1'], 64, 'Run each into a folder of its own']
  ])('refuses %j with exit code %i', async (args, wanted, message) => {
    const { code, stderr } = await run(
      await treeOf('2023'),
      path.join(folder, `bad-${args.join('')}`),
      ...args
    )
    expect(stderr).toContain(message)
    expect(code).toBe(wanted)
  })

  it('needs a data set and a place for results', async () => {
    expect((await runCli(['dcase', '--out', 'x'])).stderr).toContain("required option '--data <dir>'")
    expect((await runCli(['dcase', '--data', folder])).stderr).toContain("required option '--out <dir>'")
  })
})

describeWithData('dcase2023-dev-mini', 'earshot dcase on two training recordings a machine', () => {
  it.each(['auto', 'twfr-gmm'])(
    '%s warns, scores all machines and gives no official score',
    async detector => {
      const out = path.join(folder, `mini-${detector}`)
      const args = [
        '--json',
        'dcase',
        '--data',
        dataPath('dcase2023-dev-mini'),
        '--detector',
        detector,
        '--out',
        out
      ]
      const { code, stdout, stderr } = await runCli(args)
      expect(code).toBe(0)
      expect(stderr).toContain('fan: 2 normal clips')
      const answer = JSON.parse(stdout) as DcaseRun & { officialScore: number | null }
      expect(answer.officialScore).toBeNull()
      expect(answer.done).toHaveLength(7)
      expect(await csvNames(out)).toHaveLength(14)
      expect(await readFile(path.join(out, 'results.md'), 'utf8')).toContain('| ToyCar | 00 | n/a |')
    }
  )
})
