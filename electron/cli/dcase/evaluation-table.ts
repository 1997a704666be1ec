import type { ByDomain, Evaluation, MeanFigures, SectionFigures } from '../../contract/dcase.ts'
import { figure, markdownTable } from './format.ts'

const HEADER = [
  'machine',
  'section',
  'AUC source',
  'AUC target',
  'pAUC',
  'precision source',
  'precision target',
  'recall source',
  'recall target',
  'F1 source',
  'F1 target'
]
const HEADER_WITHOUT_DOMAINS = ['machine', 'id', 'AUC', 'pAUC', 'precision', 'recall', 'F1']

const pair = ({ source, target }: ByDomain): string[] => [figure(source), figure(target)]

const rowOf = (section: SectionFigures, hasDomains: boolean): string[] => {
  const { machine, auc, pauc, precision, recall, f1 } = section
  return hasDomains
    ? [machine, section.section, ...pair(auc), figure(pauc.all), ...[precision, recall, f1].flatMap(pair)]
    : [machine, section.section, ...[auc, pauc, precision, recall, f1].map(({ all }) => figure(all))]
}

const meanRow = (name: string, { auc, pauc, precision, recall, f1 }: MeanFigures): string[] => [
  name,
  ...[auc, pauc, precision, recall, f1].map(figure)
]

/** The figures of an evaluation as Markdown: sections, means over all of them, and the official score. */
export const evaluationTable = ({ rule, sections, means, officialScore }: Evaluation): string => {
  const hasDomains = rule !== 'ids'
  const domainMeans = hasDomains
    ? [
        meanRow('harmonic mean, source', means.sourceHarmonic),
        meanRow('harmonic mean, target', means.targetHarmonic)
      ]
    : []
  return [
    markdownTable(
      hasDomains ? HEADER : HEADER_WITHOUT_DOMAINS,
      sections.map(section => rowOf(section, hasDomains))
    ),
    '',
    markdownTable(
      ['over all machines', 'AUC', 'pAUC', 'precision', 'recall', 'F1'],
      [meanRow('arithmetic mean', means.arithmetic), meanRow('harmonic mean', means.harmonic), ...domainMeans]
    ),
    ...(hasDomains ? ['', `Official score: ${officialScore ?? 'n/a'}`] : []),
    ''
  ].join('\n')
}
