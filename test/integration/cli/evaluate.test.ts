import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Evaluation, MeanFigures } from '../../../electron/contract/dcase.ts'
import { evaluateFolder } from '../../../electron/compute/dcase/evaluate.ts'
import { readGroundTruth } from '../../../electron/compute/dcase/ground-truth.ts'
import golden from '../../fixtures/dcase/golden.json' with { type: 'json' }
import { dataPath, describeWithData } from '../../support/data.ts'
import { runCli } from '../../support/run-cli.ts'

const truthDir = dataPath('dcase2023-evaluation')
const scoresDir = (system: string): string => path.join(truthDir, 'baseline-rerun', system)

const near = (values: readonly (number | null)[], wanted: readonly number[] | undefined): void => {
  expect(values).toHaveLength(wanted?.length ?? -1)
  for (const [index, value] of values.entries()) {
    expect(Math.abs((value ?? Number.NaN) - (wanted?.[index] ?? Number.NaN))).toBeLessThan(1e-12)
  }
}

const list = ({ auc, pauc, precision, recall, f1 }: MeanFigures) => [auc, pauc, precision, recall, f1]

describeWithData('dcase2023-evaluation', 'earshot evaluate', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'earshot-evaluate-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** A copy of the baseline's files under another name, for a test to spoil. */
  const copyOf = async (system: string, name: string): Promise<string> => {
    const copy = path.join(folder, name)
    await cp(scoresDir(system), copy, { recursive: true })
    return copy
  }

  const spoil = async (dir: string, wanted: string, change: (text: string) => string): Promise<string> => {
    const fileName = (await readdir(dir)).find(entry => entry.startsWith(wanted))
    const file = path.join(dir, fileName ?? '')
    await writeFile(file, change(await readFile(file, 'utf8')))
    return file
  }

  it.each([
    ['MSE', 0.5988161137636059],
    ['MAHALA', 0.6130056350133644]
  ])('gives the official score of %s to 1e-12', async (system, wanted) => {
    const args = ['evaluate', '--scores', scoresDir(system), '--ground-truth', truthDir, '--json']
    const { code, stdout, stderr } = await runCli(args)
    expect([code, stderr]).toEqual([0, ''])
    const { officialScore } = JSON.parse(stdout) as Evaluation
    near([officialScore], [wanted])
  })

  it.each(['MSE', 'MAHALA'] as const)('gives every figure of the official evaluator for %s', async system => {
    const evaluation = await evaluateFolder(scoresDir(system), await readGroundTruth(truthDir))
    const wanted = golden.official[system]
    expect(evaluation.sections.map(({ machine }) => machine)).toEqual(Object.keys(wanted.machines))
    for (const { machine, auc, pauc, precision, recall, f1 } of evaluation.sections) {
      const decided = [precision, recall, f1].flatMap(({ source, target }) => [source, target])
      const row = [auc.all, auc.source, auc.target, pauc.all, ...decided]
      near(row, wanted.machines[machine as keyof typeof wanted.machines].section)
    }
    for (const { machine, means } of evaluation.machines) {
      const of = wanted.machines[machine as keyof typeof wanted.machines]
      near(list(means.arithmetic), of.arithmetic)
      near(list(means.harmonic), of.harmonic)
      near(list(means.sourceHarmonic), of['source harmonic'])
      near(list(means.targetHarmonic), of['target harmonic'])
    }
    near(list(evaluation.means.arithmetic), wanted.means.arithmetic)
    near(list(evaluation.means.harmonic), wanted.means.harmonic)
    near(list(evaluation.means.sourceHarmonic), wanted.means['source harmonic'])
    near(list(evaluation.means.targetHarmonic), wanted.means['target harmonic'])
    near([evaluation.officialScore], [wanted.officialScore])
  })

  it('takes the short form of the files, with short names, to the same score', async () => {
    const truth = await readGroundTruth(truthDir)
    const short = path.join(folder, 'short')
    await mkdir(short)
    for (const { machine, aliases } of truth.places) {
      for (const kind of ['anomaly_score', 'decision_result']) {
        const name = `${kind}_DCASE2023T2${machine}_section_00_test_seed13711_id(0_)_Eval.csv`
        const text = await readFile(path.join(scoresDir('MSE'), name), 'utf8')
        const lines = text.replaceAll(/^[^,\r\n]+/gmu, full => aliases.get(full) ?? full)
        await writeFile(path.join(short, `${kind}_${machine}_section_00_test.csv`), lines)
      }
    }
    near([(await evaluateFolder(short, truth)).officialScore], [0.5988161137636059])
  })

  it('prints a table that says n/a where there are no decisions, and says so', async () => {
    const copy = await copyOf('MSE', 'undecided')
    for (const name of await readdir(copy)) {
      if (name.startsWith('decision_result')) await rm(path.join(copy, name))
    }
    const { code, stdout, stderr } = await runCli(['evaluate', '--scores', copy, '--ground-truth', truthDir])
    expect(code).toBe(0)
    expect(stdout).toContain('| bandsaw | 00 | 0.6986 | 0.5354 | 0.5083 | n/a |')
    expect(stdout).toContain('Official score: 0.5988')
    expect(stderr).toContain('bandsaw section 00: no decision_result file')
  })

  describe('names file and line where', () => {
    const failure = async (dir: string): Promise<string> => {
      const { code, stderr } = await runCli(['evaluate', '--scores', dir, '--ground-truth', truthDir])
      expect(code).toBe(1)
      return stderr
    }

    it('a name is not in the ground truth', async () => {
      const copy = await copyOf('MSE', 'name')
      const file = await spoil(copy, 'anomaly_score_DCASE2023T2grinder', text =>
        text.replace(/^section_00/u, 'section_99')
      )
      expect(await failure(copy)).toContain(`${file}, line 1: section_99`)
    })

    it('a clip is missing', async () => {
      const copy = await copyOf('MSE', 'count')
      const file = await spoil(copy, 'decision_result_DCASE2023T2shaker', text =>
        text.trimEnd().split('\n').slice(0, -1).join('\n')
      )
      expect(await failure(copy)).toMatch(
        /line 199: the file ends with 199 of 200 clips; section_00_\d{4}\.wav/u
      )
      expect(await failure(copy)).toContain(file)
    })

    it('a clip stands twice', async () => {
      const copy = await copyOf('MSE', 'twice')
      await spoil(copy, 'anomaly_score_DCASE2023T2Vacuum', text => `${text}${text.split('\n')[0]}\n`)
      expect(await failure(copy)).toMatch(/line 201: .* stands in line 1 already/u)
    })

    it.each(['nan', 'inf', '', 'abc'])('a score is "%s"', async value => {
      const copy = await copyOf('MSE', `value-${value}`)
      await spoil(copy, 'anomaly_score_DCASE2023T2bandsaw', text => text.replace(/,[\d.]+/u, `,${value}`))
      expect(await failure(copy)).toContain('line 1: ')
    })

    it('a machine has no scores', async () => {
      const copy = await copyOf('MSE', 'machine')
      await rm(path.join(copy, 'anomaly_score_DCASE2023T2bandsaw_section_00_test_seed13711_id(0_)_Eval.csv'))
      expect(await failure(copy)).toContain('has no scores for bandsaw section 00')
    })
  })
})
