import type { ByDomain, DcaseRun, Evaluation, SectionFigures } from '../../contract/dcase.ts'
import { markdownTable, spreadText } from './format.ts'
import { spreadOf } from './statistics.ts'
import type { Spread } from './statistics.ts'

/** A figure of the table: its heading and where it is found. */
interface Column {
  readonly heading: string
  readonly of: (section: SectionFigures) => number | null
}

const column = (
  heading: string,
  of: (section: SectionFigures) => ByDomain,
  part: keyof ByDomain
): Column => ({
  heading,
  of: section => of(section)[part]
})

const AREAS = [
  column('AUC source', ({ auc }) => auc, 'source'),
  column('AUC target', ({ auc }) => auc, 'target')
]
const DECISIONS = [
  column('F1 source', ({ f1 }) => f1, 'source'),
  column('F1 target', ({ f1 }) => f1, 'target')
]
const PARTIAL = {
  sections: [column('pAUC', ({ pauc }) => pauc, 'all')],
  domains: [
    column('pAUC source', ({ pauc }) => pauc, 'source'),
    column('pAUC target', ({ pauc }) => pauc, 'target')
  ]
}
const WITHOUT_DOMAINS: readonly Column[] = [
  column('AUC', ({ auc }) => auc, 'all'),
  column('pAUC', ({ pauc }) => pauc, 'all'),
  column('F1', ({ f1 }) => f1, 'all')
]

/** The columns that a data set's definition has. */
export const columnsFor = ({ data }: Pick<DcaseRun, 'data'>): readonly Column[] =>
  data.rule === 'ids' ? WITHOUT_DOMAINS : [...AREAS, ...PARTIAL[data.rule], ...DECISIONS]

const sectionOf = (evaluation: Evaluation, machine: string, section: string): SectionFigures | undefined =>
  evaluation.sections.find(one => one.machine === machine && one.section === section)

/** Official score over the seeds of a run. */
export const officialSpread = ({ results }: Pick<DcaseRun, 'results'>): Spread =>
  spreadOf(results.map(({ evaluation }) => evaluation.officialScore))

/** Sections that failed in every seed. */
const withoutFigures = ({ failures, results }: DcaseRun): { machine: string; section: string }[] => {
  const found = new Map<string, { machine: string; section: string }>()
  for (const { machine, section } of failures) {
    const isKnown = results.some(({ evaluation }) => sectionOf(evaluation, machine, section) !== undefined)
    if (!isKnown) found.set(`${machine} ${section}`, { machine, section })
  }
  return [...found.values()]
}

const MEANS = [
  ['arithmetic mean', 'arithmetic'],
  ['harmonic mean', 'harmonic'],
  ['harmonic mean, source', 'sourceHarmonic'],
  ['harmonic mean, target', 'targetHarmonic']
] as const

/** The figures of a run over its seeds as Markdown, with what they are of. */
export const runTable = (run: DcaseRun): string => {
  const { results, detector, data, seeds, params, done } = run
  const epochs = [...new Set(done.flatMap(({ epochs: trained }) => (trained === null ? [] : [trained])))]
  const head = [
    `# ${detector} on ${data.name}`,
    '',
    `Seeds: ${seeds.join(', ')}. Parameters: ${JSON.stringify(params)}.` +
      (epochs.length === 0 ? '' : ` Epochs trained: ${epochs.join(', ')}.`) +
      ` Earshot ${run.versions.earshot ?? ''}.`,
    ''
  ]
  const [first] = results
  if (first === undefined) {
    const why =
      done.length === 0
        ? 'no machine could be scored as a whole'
        : 'the labels of the test recordings are not known'
    return [...head, `No figures: ${why}.`, ''].join('\n')
  }
  const columns = columnsFor(run)
  const missing = withoutFigures(run)
  const rows = [...first.evaluation.sections, ...missing].map(({ machine, section }) => [
    machine,
    section,
    ...columns.map(({ of }) =>
      spreadText(
        spreadOf(
          results.map(({ evaluation }) => {
            const own = sectionOf(evaluation, machine, section)
            return own === undefined ? null : of(own)
          })
        )
      )
    )
  ])
  const means = MEANS.filter(([, key]) => data.rule !== 'ids' || key === 'arithmetic' || key === 'harmonic')
  const over = means.map(([name, key]) => [
    name,
    ...(['auc', 'pauc', 'f1'] as const).map(figure =>
      spreadText(spreadOf(results.map(({ evaluation }) => evaluation.means[key][figure])))
    )
  ])
  const official = data.rule === 'ids' ? [] : ['', `Official score: ${spreadText(officialSpread(run))}`]
  return [
    ...head,
    markdownTable(
      ['machine', data.rule === 'ids' ? 'id' : 'section', ...columns.map(({ heading }) => heading)],
      rows
    ),
    '',
    markdownTable(
      [missing.length === 0 ? 'over all machines' : 'over those with figures', 'AUC', 'pAUC', 'F1'],
      over
    ),
    ...official,
    ''
  ].join('\n')
}

/** Every figure of every seed as CSV rows: header first. */
export const runRows = (run: DcaseRun): { header: string[]; rows: (string | number)[][] } => {
  const figures = ['auc', 'pauc', 'precision', 'recall', 'f1'] as const
  const parts = run.data.rule === 'ids' ? (['all'] as const) : (['all', 'source', 'target'] as const)
  return {
    header: [
      'detector',
      'seed',
      'machine',
      'section',
      ...figures.flatMap(name => parts.map(part => `${name}_${part}`))
    ],
    rows: run.results.flatMap(({ seed, evaluation }) =>
      evaluation.sections.map(section => [
        run.detector,
        seed,
        section.machine,
        section.section,
        ...figures.flatMap(name => parts.map(part => section[name][part] ?? 'n/a'))
      ])
    )
  }
}
