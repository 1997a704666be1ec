import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { evaluateFolder } from '../../../../electron/compute/dcase/evaluate.ts'
import { readGroundTruth } from '../../../../electron/compute/dcase/ground-truth.ts'
import { main } from '../../../../electron/cli/main.ts'
import { memoryTerminal } from '../../../support/memory-terminal.ts'

const CLIPS = ['a.wav', 'b.wav', 'c.wav', 'd.wav']
const lines = (values: readonly (number | string)[]): string =>
  CLIPS.map((clip, index) => `${clip},${values[index] ?? ''}\n`).join('')
const SCORES = lines([0.1, 0.2, 0.8, 0.9])

/** A ground truth of fan and pump, and a folder of scores with these files. */
const folders = (files: Readonly<Record<string, string>>): { scores: string; truth: string } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-evaluate-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [scores, truth] = [path.join(folder, 'scores'), path.join(folder, 'truth')]
  mkdirSync(scores)
  for (const [kind, flags] of [
    ['data', [0, 0, 1, 1]],
    ['domain', [0, 1, 0, 1]]
  ] as const) {
    const place = path.join(truth, `ground_truth_${kind}`)
    mkdirSync(place, { recursive: true })
    for (const machine of ['fan', 'pump'])
      writeFileSync(path.join(place, `ground_truth_${machine}_section_00_test.csv`), lines(flags))
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(scores, name), text)
  return { scores, truth }
}

const FAN = 'anomaly_score_fan_section_00_test.csv'
const PUMP = 'anomaly_score_pump_section_00_test.csv'

const judge = async (
  { scores, truth }: { scores: string; truth: string },
  machines: readonly string[] | null = null
) => evaluateFolder(scores, await readGroundTruth(truth), machines)

describe('the values of a score file', () => {
  it.each(['0x10', '0b1', '0o7', '1_0', 'Infinity', '1,', '١'])(
    'are refused with the line: %s',
    async value => {
      const spoilt = folders({ [FAN]: lines([0.1, value, 0.8, 0.9]), [PUMP]: SCORES })
      await expect(judge(spoilt)).rejects.toThrow(`${FAN}, line 2: `)
    }
  )

  it('may have signs, points and exponents', async () => {
    const { officialScore } = await judge(
      folders({ [FAN]: lines(['-1e-3', '.5', '+2.', '3E2']), [PUMP]: SCORES })
    )
    expect(officialScore).toBe(1)
  })

  it('are decimal in decisions and in the truth too', async () => {
    const decided = folders({
      [FAN]: SCORES,
      [PUMP]: SCORES,
      'decision_result_fan_section_00_test.csv': lines([0, '0x1', 1, 1])
    })
    await expect(judge(decided)).rejects.toThrow('line 2: "0x1" is not 0 or 1')
    const untrue = folders({ [FAN]: SCORES, [PUMP]: SCORES })
    writeFileSync(
      path.join(untrue.truth, 'ground_truth_data', 'ground_truth_fan_section_00_test.csv'),
      lines([0, 0, 1, '0b1'])
    )
    await expect(judge(untrue)).rejects.toThrow('line 4: "0b1" is neither 0 nor 1')
  })
})

describe('a folder of score files', () => {
  it('is refused where one section has a short and a long one, naming both', async () => {
    const long = 'anomaly_score_DCASE2023T2fan_section_00_test_seed1x_Eval.csv'
    const twice = folders({ [FAN]: SCORES, [long]: SCORES, [PUMP]: SCORES })
    await expect(judge(twice)).rejects.toThrow(`two files for fan section 00: ${long}, ${FAN}`)
  })

  it('names files that only look like score files', async () => {
    const files = folders({ [FAN]: SCORES, [PUMP]: SCORES, 'anomaly_score_fan.csv': '', 'notes.txt': '' })
    const { warnings } = await judge(files)
    expect(warnings.filter(warning => warning.includes('ignored'))).toEqual([
      'anomaly_score_fan.csv: ignored, it has no name of a result file'
    ])
    const partial = folders({ [FAN]: SCORES, [`partial_${PUMP}`]: 'a.wav,1' })
    await expect(judge(partial)).rejects.toThrow(
      `no scores for pump section 00; ignored for their names: partial_${PUMP}`
    )
    const none = folders({ 'anomaly_score_fan_section_0.csv': '' })
    await expect(judge(none)).rejects.toThrow('ignored for their names: anomaly_score_fan_section_0.csv')
  })

  it('that is not there is named as such, and so is a ground truth', async () => {
    const { scores, truth } = folders({})
    await expect(judge({ scores: `${scores}2`, truth })).rejects.toThrow(`${scores}2: it is not there`)
    await expect(judge({ scores, truth: `${truth}2` })).rejects.toThrow(`${truth}2: it is not there`)
  })
})

describe('chosen machines', () => {
  it('are judged against the full ground truth without the others', async () => {
    const partial = folders({ [FAN]: SCORES })
    await expect(judge(partial)).rejects.toThrow('has no scores for pump section 00')
    const { officialScore, sections, warnings } = await judge(partial, ['fan'])
    expect([officialScore, sections.map(({ machine }) => machine)]).toEqual([1, ['fan']])
    expect(warnings).toEqual(['fan section 00: no decision_result file, so no F1'])
  })

  it('must be in the ground truth', async () => {
    await expect(judge(folders({ [FAN]: SCORES }), ['fans'])).rejects.toThrow(
      'no machine fans; it has fan, pump'
    )
  })

  it('are named where the official score is printed', async () => {
    const { scores, truth } = folders({ [FAN]: SCORES })
    const terminal = memoryTerminal()
    const args = ['evaluate', '--scores', scores, '--ground-truth', truth, '--machines', 'fan']
    expect(await main(args, terminal, new AbortController().signal)).toBe(0)
    expect(terminal.printed.join()).toContain('Official score of the chosen machines (fan): 1')
  })
})
