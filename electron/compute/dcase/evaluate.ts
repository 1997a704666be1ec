import type { Evaluation, EvaluationRule, SectionFigures } from '../../contract/dcase.ts'
import { AppError } from '../../contract/errors.ts'
import { meansOf, officialScore } from '../../ml/metrics/official-score.ts'
import { sectionFigures } from '../../ml/metrics/section-figures.ts'
import type { JudgedClip } from '../../ml/metrics/section-figures.ts'
import type { GroundTruth, TruePlace } from './ground-truth.ts'
import { placeKey } from './official-names.ts'
import { findResultFiles, ignoredText, readDecisions, readScores } from './score-files.ts'
import type { ResultFiles } from './score-files.ts'

const judge = async (place: TruePlace, { scoreFile, decisionFile }: ResultFiles): Promise<JudgedClip[]> => {
  const scores = await readScores(scoreFile, place)
  const decisions = decisionFile === null ? null : await readDecisions(decisionFile, place)
  return [...place.clips].map(([name, { isAnomalous, domain }]) => ({
    isAnomalous,
    domain,
    score: scores.get(name) ?? Number.NaN,
    isFlagged: decisions === null ? null : decisions.get(name) === 1
  }))
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sections of all machines in order of name, with the clips of each. */
const gather = async (
  { places }: GroundTruth,
  files: ReadonlyMap<string, ResultFiles>
): Promise<{ machine: string; section: string; clips: JudgedClip[] }[]> => {
  const sections = new Map<string, { machine: string; section: string; clips: JudgedClip[] }>()
  for (const place of places) {
    const own = files.get(placeKey(place))
    if (own === undefined) throw new AppError('not-found', `There is no score file for ${placeKey(place)}`)
    const key = placeKey({ ...place, domain: null })
    const section = sections.get(key) ?? { machine: place.machine, section: place.section, clips: [] }
    sections.set(key, section)
    section.clips.push(...(await judge(place, own)))
  }
  return [...sections.values()].sort((a, b) => byName(a.machine, b.machine) || byName(a.section, b.section))
}

/** One sentence on all figures that cannot be given, with the counts that say why. */
const undefinedAreas = (sections: readonly SectionFigures[], rule: EvaluationRule): string[] => {
  const parts = rule === 'ids' ? (['all'] as const) : (['source', 'target'] as const)
  const places = sections.flatMap(({ machine, section, auc, normals, anomalies }) =>
    parts.flatMap(part => {
      if (auc[part] !== null) return []
      const domain = part === 'all' ? '' : ` ${part}`
      return [`${machine} ${section}${domain} (${normals[part]} normal, ${anomalies[part]} anomalous)`]
    })
  )
  return places.length === 0 ? [] : [`AUC undefined for want of normals or anomalies: ${places.join(', ')}`]
}

/** The truth of some machines; null: all. @throws AppError invalid: names a machine that is not in it */
const truthOf = (truth: GroundTruth, machines: readonly string[] | null): GroundTruth => {
  if (machines === null) return truth
  const known = [...new Set(truth.places.map(({ machine }) => machine))].sort(byName)
  const unknown = machines.filter(machine => !known.includes(machine))
  if (unknown.length > 0) {
    throw new AppError(
      'invalid',
      `The ground truth has no machine ${unknown.join(', ')}; it has ${known.join(', ')}`
    )
  }
  return { ...truth, places: truth.places.filter(({ machine }) => machines.includes(machine)) }
}

/**
 * Evaluates the result files of a folder against a ground truth, or against that of some machines only.
 * @throws AppError not-found: a file is missing; unreadable: a name, count or value does not fit, with file and line
 */
export const evaluateFolder = async (
  folder: string,
  whole: GroundTruth,
  chosen: readonly string[] | null = null
): Promise<Evaluation> => {
  const truth = truthOf(whole, chosen)
  const { files, ignored } = await findResultFiles(folder)
  const missing = truth.places.filter(place => !files.has(placeKey(place)))
  if (missing.length > 0) {
    const names = missing.map(placeKey).join(', ')
    throw new AppError('not-found', `${folder} has no scores for ${names}${ignoredText(ignored)}`, { folder })
  }
  const gathered = await gather(truth, files)
  const { rule } = truth
  const sections = gathered.map(({ clips, ...name }) => sectionFigures(name, clips, rule))
  const judged = new Set(truth.places.map(placeKey))
  const known = new Set(whole.places.map(placeKey))
  const machines = [...new Set(sections.map(({ machine }) => machine))]
  return {
    rule,
    officialScore: officialScore(sections, rule),
    means: meansOf(sections, rule),
    machines: machines.map(machine => ({
      machine,
      means: meansOf(
        sections.filter(section => section.machine === machine),
        rule
      )
    })),
    sections,
    warnings: [
      ...[...files].flatMap(([key, { decisionFile }]) =>
        judged.has(key) && decisionFile === null ? [`${key}: no decision_result file, so no F1`] : []
      ),
      ...[...files.keys()].filter(key => !known.has(key)).map(key => `${key} is not in the ground truth`),
      ...ignored.map(name => `${name}: ignored, it has no name of a result file`),
      ...undefinedAreas(sections, rule)
    ]
  }
}
