import type { DcaseRun, Evaluation, SectionFigures } from '../../contract/dcase.ts'
import { markdownTable, spreadText } from './format.ts'
import { officialSpread } from './run-table.ts'
import { spreadOf } from './statistics.ts'
import type { Spread } from './statistics.ts'

/** A run under the name of its folder. */
export interface NamedRun {
  readonly name: string
  readonly run: DcaseRun
}

/** Systems by machines: each cell a machine's share of the official score. */
export interface Ablation {
  readonly machines: readonly string[]
  readonly rows: readonly {
    readonly name: string
    readonly cells: readonly Spread[]
    readonly official: Spread
    readonly seeds: number
  }[]
}

const harmonic = (values: readonly (number | null)[]): number | null => {
  const defined = values.filter(value => value !== null)
  if (defined.length === 0 || defined.length < values.length) return null
  return defined.length / defined.reduce((sum, value) => sum + 1 / Math.max(value, Number.EPSILON), 0)
}

const partsOf = ({ auc, pauc }: SectionFigures, { rule }: Evaluation): (number | null)[] => {
  switch (rule) {
    case 'sections':
      return [auc.source, auc.target, pauc.all]
    case 'domains':
      return [auc.source, auc.target, pauc.source, pauc.target]
    case 'ids':
      return [auc.all, pauc.all]
  }
}

const machineScore = (evaluation: Evaluation, machine: string): number | null => {
  const own = evaluation.sections.filter(section => section.machine === machine)
  return harmonic(own.flatMap(section => partsOf(section, evaluation)))
}

/** Systems by machines, from the results of several runs. */
export const ablationOf = (runs: readonly NamedRun[]): Ablation => {
  const machines = [
    ...new Set(
      runs.flatMap(({ run }) =>
        run.results.flatMap(({ evaluation }) => evaluation.machines.map(one => one.machine))
      )
    )
  ].sort()
  return {
    machines,
    rows: runs.map(({ name, run }) => ({
      name,
      cells: machines.map(machine =>
        spreadOf(run.results.map(({ evaluation }) => machineScore(evaluation, machine)))
      ),
      official: officialSpread(run),
      seeds: run.results.length
    }))
  }
}

/** The ablation as Markdown. */
export const ablationTable = ({ machines, rows }: Ablation): string =>
  [
    markdownTable(
      ['system', ...machines, 'official score'],
      rows.map(({ name, cells, official }) => [name, ...cells.map(spreadText), spreadText(official)])
    ),
    '',
    'A cell is the harmonic mean of the AUC of both domains and the pAUC of a machine: its share of the official',
    'score. With several seeds: mean ± sample standard deviation.',
    ''
  ].join('\n')

/** The ablation as CSV rows: header first. */
export const ablationRows = ({
  machines,
  rows
}: Ablation): { header: string[]; rows: (string | number)[][] } => ({
  header: ['system', 'machine', 'mean', 'deviation', 'seeds'],
  rows: rows.flatMap(({ name, cells, official, seeds }) => [
    ...machines.map((machine, index) => [
      name,
      machine,
      cells[index]?.mean ?? 'n/a',
      cells[index]?.deviation ?? 'n/a',
      seeds
    ]),
    [name, 'official score', official.mean ?? 'n/a', official.deviation ?? 'n/a', seeds]
  ])
})
