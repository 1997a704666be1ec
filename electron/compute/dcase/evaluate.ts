import type { Evaluation, EvaluationRule, SectionFigures } from '../../contract/dcase.ts'
import { AppError } from '../../contract/errors.ts'
import { meansOf, officialScore } from '../../ml/metrics/official-score.ts'
import { sectionFigures } from '../../ml/metrics/section-figures.ts'
import type { JudgedClip } from '../../ml/metrics/section-figures.ts'
import type { GroundTruth, TruePlace } from './ground-truth.ts'
import { placeKey } from './official-names.ts'
import { findResultFiles, readDecisions, readScores } from './score-files.ts'
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

/**
 * Evaluates the result files of a folder against a ground truth.
 * @throws AppError not-found: a file is missing; unreadable: a name, count or value does not fit, with file and line
 */
export const evaluateFolder = async (folder: string, truth: GroundTruth): Promise<Evaluation> => {
  const files = await findResultFiles(folder)
  const missing = truth.places.filter(place => !files.has(placeKey(place)))
  if (missing.length > 0) {
    throw new AppError('not-found', `${folder} has no scores for ${missing.map(placeKey).join(', ')}`, {
      folder
    })
  }
  const gathered = await gather(truth, files)
  const { rule } = truth
  const sections = gathered.map(({ clips, ...name }) => sectionFigures(name, clips, rule))
  const known = new Set(truth.places.map(placeKey))
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
        known.has(key) && decisionFile === null ? [`${key}: no decision_result file, so no F1`] : []
      ),
      ...[...files.keys()].filter(key => !known.has(key)).map(key => `${key} is not in the ground truth`),
      ...undefinedAreas(sections, rule)
    ]
  }
}
