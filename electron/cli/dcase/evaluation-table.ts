import type {
  ByDomain,
  Evaluation,
  EvaluationRule,
  MeanFigures,
  SectionFigures
} from '../../contract/dcase.ts'
import { figure, markdownTable } from './format.ts'

const PARTIAL = { sections: ['pAUC'], domains: ['pAUC source', 'pAUC target'] }
const DECISIONS = [
  'precision source',
  'precision target',
  'recall source',
  'recall target',
  'F1 source',
  'F1 target'
]
const headerFor = (rule: EvaluationRule): string[] =>
  rule === 'ids'
    ? HEADER_WITHOUT_DOMAINS
    : ['machine', 'section', 'AUC source', 'AUC target', ...PARTIAL[rule], ...DECISIONS]

const HEADER_WITHOUT_DOMAINS = ['machine', 'id', 'AUC', 'pAUC', 'precision', 'recall', 'F1']

const pair = ({ source, target }: ByDomain): string[] => [figure(source), figure(target)]

const rowOf = (section: SectionFigures, rule: EvaluationRule): string[] => {
  const { machine, auc, pauc, precision, recall, f1 } = section
  const name = [machine, section.section]
  if (rule === 'ids') return [...name, ...[auc, pauc, precision, recall, f1].map(({ all }) => figure(all))]
  const partial = rule === 'domains' ? pair(pauc) : [figure(pauc.all)]
  return [...name, ...pair(auc), ...partial, ...[precision, recall, f1].flatMap(pair)]
}

const meanRow = (name: string, { auc, pauc, precision, recall, f1 }: MeanFigures): string[] => [
  name,
  ...[auc, pauc, precision, recall, f1].map(figure)
]

/**
 * The figures of an evaluation as Markdown: sections, means over all of them, and the official score. `chosen`:
 * machines that it was kept to.
 */
export const evaluationTable = (
  { rule, sections, means, officialScore }: Evaluation,
  chosen?: readonly string[]
): string => {
  const hasDomains = rule !== 'ids'
  const ofChosen = chosen === undefined ? '' : ` of the chosen machines (${chosen.join(', ')})`
  const domainMeans = hasDomains
    ? [
        meanRow('harmonic mean, source', means.sourceHarmonic),
        meanRow('harmonic mean, target', means.targetHarmonic)
      ]
    : []
  return [
    markdownTable(
      headerFor(rule),
      sections.map(section => rowOf(section, rule))
    ),
    '',
    markdownTable(
      [
        chosen === undefined ? 'over all machines' : 'over the chosen machines',
        'AUC',
        'pAUC',
        'precision',
        'recall',
        'F1'
      ],
      [meanRow('arithmetic mean', means.arithmetic), meanRow('harmonic mean', means.harmonic), ...domainMeans]
    ),
    ...(hasDomains ? ['', `Official score${ofChosen}: ${officialScore ?? 'n/a'}`] : []),
    ''
  ].join('\n')
}
