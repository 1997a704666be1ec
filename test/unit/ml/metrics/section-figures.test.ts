import { describe, expect, it } from 'vitest'
import { meansOf, officialScore } from '../../../../electron/ml/metrics/official-score.ts'
import { sectionFigures } from '../../../../electron/ml/metrics/section-figures.ts'
import type { JudgedClip } from '../../../../electron/ml/metrics/section-figures.ts'
import golden from '../../../fixtures/dcase/golden.json' with { type: 'json' }

const NAME = { machine: 'fan', section: '00' }

const clipsOf = ({ truth, target, scores, flags }: (typeof golden.sections)[number]): JudgedClip[] =>
  scores.map((score, index) => ({
    score,
    isAnomalous: truth[index] === 1,
    domain: target[index] === 1 ? 'target' : 'source',
    isFlagged: flags[index] === 1
  }))

const clip = (isAnomalous: boolean, domain: 'source' | 'target' | null, score: number): JudgedClip => ({
  isAnomalous,
  domain,
  score,
  isFlagged: score > 0.5
})

const near = (value: number | null, wanted: number | undefined): void => {
  expect(Math.abs((value ?? Number.NaN) - (wanted ?? Number.NaN))).toBeLessThan(1e-12)
}

describe('figures of a section', () => {
  it.each(golden.sections)('agree with scikit-learn by the definition of 2022 and later', wanted => {
    const figures = sectionFigures(NAME, clipsOf(wanted), 'sections')
    near(figures.auc.all, wanted.all[0])
    near(figures.pauc.all, wanted.all[1])
    for (const domain of ['source', 'target'] as const) {
      near(figures.auc[domain], wanted.sections[domain][0])
      near(figures.pauc[domain], wanted.sections[domain][1])
    }
    near(officialScore([figures], 'sections'), wanted.officialSections)
  })

  it.each(golden.sections)('agree with scikit-learn by the definition of 2021', wanted => {
    const figures = sectionFigures(NAME, clipsOf(wanted), 'domains')
    for (const domain of ['source', 'target'] as const) {
      near(figures.auc[domain], wanted.domains[domain][0])
      near(figures.pauc[domain], wanted.domains[domain][1])
    }
    near(officialScore([figures], 'domains'), wanted.officialDomains)
  })

  it.each(golden.sections)('count decisions within their domain', wanted => {
    const { precision, recall, f1 } = sectionFigures(NAME, clipsOf(wanted), 'sections')
    for (const domain of ['source', 'target'] as const) {
      near(precision[domain], wanted.decisions[domain][0])
      near(recall[domain], wanted.decisions[domain][1])
      near(f1[domain], wanted.decisions[domain][2])
    }
  })

  it('of 2020 have no domains and no official score', () => {
    const figures = sectionFigures(NAME, [clip(false, null, 0), clip(true, null, 1)], 'ids')
    expect(figures.auc).toEqual({ all: 1, source: null, target: null })
    expect(officialScore([figures], 'ids')).toBeNull()
    expect(meansOf([figures], 'ids').arithmetic.auc).toBe(1)
  })
})

describe('an undefined figure', () => {
  const oneSided = [clip(false, 'source', 0), clip(true, 'source', 1), clip(true, 'target', 2)]

  it('is null where a domain has no normals, and so are the means and the official score', () => {
    const figures = sectionFigures(NAME, oneSided, 'sections')
    expect(figures.auc.source).toBe(1)
    expect([figures.auc.target, figures.pauc.target, figures.f1.target]).toEqual([null, null, null])
    expect(meansOf([figures], 'sections').arithmetic.auc).toBeNull()
    expect(officialScore([figures], 'sections')).toBeNull()
  })

  it('is null for a domain without clips', () => {
    const figures = sectionFigures(NAME, oneSided.slice(0, 2), 'sections')
    expect([figures.auc.all, figures.auc.target]).toEqual([1, null])
  })

  it('is null for F1 where there are no decisions', () => {
    const undecided = oneSided.map(one => ({ ...one, isFlagged: null }))
    expect(sectionFigures(NAME, undecided, 'sections').f1).toEqual({ all: null, source: null, target: null })
  })

  it('floors an area of zero at the float epsilon', () => {
    const figures = sectionFigures(
      NAME,
      [clip(false, 'source', 1), clip(false, 'target', 1), clip(true, 'source', 0)],
      'sections'
    )
    const pauc = figures.pauc.all ?? 0
    expect(figures.auc.source).toBe(0)
    const wanted = 3 / (2 / Number.EPSILON + 1 / pauc)
    expect(officialScore([figures], 'sections')).toBeCloseTo(wanted, 25)
  })
})
