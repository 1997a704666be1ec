import type { ByDomain, EvaluationRule, SectionFigures } from '../../contract/dcase.ts'
import { decisionFigures } from './decisions.ts'
import { areaUnderRoc, partialAreaUnderRoc } from './roc.ts'

/** A test clip with what is known and what was said of it. */
export interface JudgedClip {
  readonly isAnomalous: boolean
  readonly domain: 'source' | 'target' | null
  readonly score: number
  /** Null where there are no decisions. */
  readonly isFlagged: boolean | null
}

/** Largest false-positive rate of the pAUC. */
export const MAX_FALSE_POSITIVE_RATE = 0.1

const byDomain = <T>(of: (part: 'all' | 'source' | 'target') => T): ByDomain<T> => ({
  all: of('all'),
  source: of('source'),
  target: of('target')
})

const count = (clips: readonly JudgedClip[], isAnomalous: boolean): number =>
  clips.filter(clip => clip.isAnomalous === isAnomalous).length

const hasBoth = (clips: readonly JudgedClip[]): boolean => count(clips, true) > 0 && count(clips, false) > 0

const truth = (clips: readonly JudgedClip[]): boolean[] => clips.map(clip => clip.isAnomalous)

const decided = (clips: readonly JudgedClip[], figure: 'precision' | 'recall' | 'f1'): number | null => {
  const flags = clips.flatMap(clip => (clip.isFlagged === null ? [] : [clip.isFlagged]))
  return hasBoth(clips) && flags.length === clips.length ? decisionFigures(truth(clips), flags)[figure] : null
}

/**
 * Figures of one section, as the official evaluators of DCASE Task 2 compute them. AUC and pAUC of a domain take
 * its normals against the anomalies of both domains (rule `sections`) or its own (rule `domains`); decisions are
 * counted within the domain. A figure is null where normals or anomalies are missing.
 */
export const sectionFigures = (
  name: Pick<SectionFigures, 'machine' | 'section'>,
  clips: readonly JudgedClip[],
  rule: EvaluationRule
): SectionFigures => {
  const inside = byDomain(part => clips.filter(clip => part === 'all' || clip.domain === part))
  const ranked = byDomain(part =>
    rule === 'sections' && part !== 'all'
      ? clips.filter(clip => clip.isAnomalous || clip.domain === part)
      : inside[part]
  )
  const ranking = (figure: (clips: readonly JudgedClip[]) => number): ByDomain =>
    byDomain(part => (hasBoth(ranked[part]) && inside[part].length > 0 ? figure(ranked[part]) : null))
  return {
    ...name,
    normals: byDomain(part => count(inside[part], false)),
    anomalies: byDomain(part => count(inside[part], true)),
    auc: ranking(some =>
      areaUnderRoc(
        truth(some),
        some.map(clip => clip.score)
      )
    ),
    pauc: ranking(some =>
      partialAreaUnderRoc(
        truth(some),
        some.map(clip => clip.score),
        MAX_FALSE_POSITIVE_RATE
      )
    ),
    precision: byDomain(part => decided(inside[part], 'precision')),
    recall: byDomain(part => decided(inside[part], 'recall')),
    f1: byDomain(part => decided(inside[part], 'f1'))
  }
}
