import type { EvaluationRule, MeanFigures, Means, SectionFigures } from '../../contract/dcase.ts'
import { mean } from '../../dsp/statistics.ts'
import { harmonicMean } from './roc.ts'

type Figure = keyof MeanFigures
type Part = 'source' | 'target'

const defined = (values: readonly (number | null)[]): readonly number[] | null =>
  values.length > 0 && values.every(value => value !== null) ? values : null

/** Harmonic mean of figures, each floored at the float epsilon; null where one is undefined or there is none. */
export const flooredHarmonicMean = (values: readonly (number | null)[]): number | null => {
  const all = defined(values)
  return all === null ? null : harmonicMean(all.map(value => Math.max(value, Number.EPSILON)))
}

const arithmeticMean = (values: readonly (number | null)[]): number | null => {
  const all = defined(values)
  return all === null ? null : mean(all)
}

/** A section's part of a mean: where there is one pAUC a section, it stands for both domains. */
const partOf = (section: SectionFigures, figure: Figure, part: Part, rule: EvaluationRule): number | null =>
  section[figure][rule === 'ids' || (figure === 'pauc' && rule === 'sections') ? 'all' : part]

const meanFigures = (
  sections: readonly SectionFigures[],
  parts: readonly Part[],
  rule: EvaluationRule,
  average: (values: readonly (number | null)[]) => number | null
): MeanFigures => {
  const of = (figure: Figure): number | null =>
    average(parts.flatMap(part => sections.map(section => partOf(section, figure, part, rule))))
  return { auc: of('auc'), pauc: of('pauc'), precision: of('precision'), recall: of('recall'), f1: of('f1') }
}

const NOTHING: MeanFigures = { auc: null, pauc: null, precision: null, recall: null, f1: null }

/** The means of the official tables over some sections. */
export const meansOf = (sections: readonly SectionFigures[], rule: EvaluationRule): Means => {
  const both: readonly Part[] = rule === 'ids' ? ['source'] : ['source', 'target']
  const ofDomain = (part: Part): MeanFigures =>
    rule === 'ids' ? NOTHING : meanFigures(sections, [part], rule, flooredHarmonicMean)
  return {
    arithmetic: meanFigures(sections, both, rule, arithmeticMean),
    harmonic: meanFigures(sections, both, rule, flooredHarmonicMean),
    sourceHarmonic: ofDomain('source'),
    targetHarmonic: ofDomain('target')
  }
}

/**
 * The official score: harmonic mean of the AUC of both domains and the pAUC of every section of every machine,
 * each floored at the float epsilon. In 2021 the pAUC counts once a domain; 2020 had no single score.
 */
export const officialScore = (sections: readonly SectionFigures[], rule: EvaluationRule): number | null => {
  if (rule === 'ids') return null
  const areas = (['source', 'target'] as const).flatMap(part => sections.map(section => section.auc[part]))
  const partial =
    rule === 'domains'
      ? (['source', 'target'] as const).flatMap(part => sections.map(section => section.pauc[part]))
      : sections.map(section => section.pauc.all)
  return flooredHarmonicMean([...areas, ...partial])
}
