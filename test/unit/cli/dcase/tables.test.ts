import { describe, expect, it } from 'vitest'
import { ablationOf, ablationRows, ablationTable } from '../../../../electron/cli/dcase/ablation-table.ts'
import { ablationPicture } from '../../../../electron/cli/dcase/ablation-picture.ts'
import { runRows, runTable } from '../../../../electron/cli/dcase/run-table.ts'
import { spreadOf } from '../../../../electron/cli/dcase/statistics.ts'
import type { DcaseRun, Evaluation, SectionFigures } from '../../../../electron/contract/dcase.ts'
import { meansOf, officialScore } from '../../../../electron/ml/metrics/official-score.ts'

const section = (machine: string, source: number | null, target: number | null): SectionFigures => {
  const nothing = { all: null, source: null, target: null }
  const counts = { all: 4, source: 2, target: 2 }
  return {
    machine,
    section: '00',
    normals: counts,
    anomalies: counts,
    auc: { all: 0.5, source, target },
    pauc: { all: 0.5, source: 0.5, target: 0.5 },
    precision: nothing,
    recall: nothing,
    f1: nothing
  }
}

const evaluation = (sections: SectionFigures[]): Evaluation => ({
  rule: 'sections',
  officialScore: officialScore(sections, 'sections'),
  means: meansOf(sections, 'sections'),
  machines: sections.map(one => ({ machine: one.machine, means: meansOf([one], 'sections') })),
  sections,
  warnings: []
})

const run = (evaluations: Evaluation[]): DcaseRun => ({
  format: 1,
  detector: 'twfr-gmm',
  params: { decay: 1 },
  seeds: evaluations.map((_, index) => index + 1),
  data: { name: 'invented', layout: '2022-2026', rule: 'sections', supplemental: false },
  channel: 1,
  clipLengthS: null,
  budgetS: null,
  versions: { earshot: '1.2.3' },
  fingerprint: '',
  done: [],
  failures: [],
  warnings: [],
  results: evaluations.map((one, index) => ({ seed: index + 1, evaluation: one }))
})

const twoSeeds = run([
  evaluation([section('fan', 0.8, 0.6), section('valve', 0.9, 0.7)]),
  evaluation([section('fan', 0.9, 0.6), section('valve', 0.9, null)])
])

describe('the spread over seeds', () => {
  it('is the sample standard deviation', () => {
    expect(spreadOf([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(5 / 3) })
  })

  it('is undefined where a seed is, and missing for a single one', () => {
    expect(spreadOf([1, null])).toEqual({ mean: null, deviation: null })
    expect(spreadOf([1])).toEqual({ mean: 1, deviation: null })
    expect(spreadOf([])).toEqual({ mean: null, deviation: null })
  })
})

describe('the table of a run', () => {
  it('has mean and spread, n/a where a figure is undefined, and says what it is of', () => {
    const text = runTable(twoSeeds)
    expect(text).toContain('# twfr-gmm on invented')
    expect(text).toContain('Seeds: 1, 2. Parameters: {"decay":1}. Earshot 1.2.3.')
    expect(text).toContain('| fan | 00 | 0.8500 ± 0.0707 | 0.6000 ± 0.0000 | 0.5000 ± 0.0000 | n/a | n/a |')
    expect(text).toContain('| valve | 00 | 0.9000 ± 0.0000 | n/a |')
    expect(text).toContain('Official score: n/a')
  })

  it('has the official score where every figure is defined', () => {
    const [first] = twoSeeds.results
    const text = runTable(run(first === undefined ? [] : [first.evaluation]))
    const wanted = 6 / (1 / 0.8 + 1 / 0.6 + 1 / 0.9 + 1 / 0.7 + 2 / 0.5)
    expect(text).toContain(`Official score: ${wanted.toFixed(4)}`)
  })

  it('has one pAUC a domain where the definition of 2021 holds', () => {
    const of2021 = { ...twoSeeds, data: { ...twoSeeds.data, rule: 'domains' as const } }
    expect(runTable(of2021)).toContain('| AUC target | pAUC source | pAUC target | F1 source |')
    expect(runTable(twoSeeds)).toContain('| AUC target | pAUC | F1 source |')
  })

  it('is CSV with every seed by itself too', () => {
    const { header, rows } = runRows(twoSeeds)
    expect(rows).toHaveLength(4)
    expect(rows[3]?.[header.indexOf('auc_target')]).toBe('n/a')
    expect(rows[0]?.[header.indexOf('auc_source')]).toBe(0.8)
  })

  it('says why there are no figures', () => {
    expect(runTable(run([]))).toContain('No figures')
  })
})

describe('the ablation', () => {
  const found = ablationOf([
    { name: 'plain', run: twoSeeds },
    { name: 'other <b>', run: run([evaluation([section('fan', 0.7, 0.7)])]) }
  ])

  it('has a row a system and a column a machine, n/a where a system has no figure', () => {
    expect(found.machines).toEqual(['fan', 'valve'])
    const share = (source: number) => 3 / (1 / source + 1 / 0.6 + 1 / 0.5)
    expect(found.rows[0]?.cells[0]?.mean).toBeCloseTo((share(0.8) + share(0.9)) / 2, 12)
    expect(ablationTable(found)).toContain('| other <b> | 0.6176 | n/a | 0.6176 |')
    expect(ablationRows(found).rows).toContainEqual(['other <b>', 'valve', 'n/a', 'n/a', 1])
  })

  it('is a picture with every figure, names escaped', () => {
    const svg = ablationPicture(found)
    expect(svg).toMatch(/^<svg /u)
    expect(svg).toContain('>0.6176<')
    expect(svg).toContain('>n/a<')
    expect(svg).toContain('other &lt;b&gt;')
  })
})
