import { copyFile, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { EvaluationRule } from '../../../contract/dcase.ts'
import { writeAtomically } from '../../../files/atomic.ts'
import { namesIn } from '../ground-truth.ts'
import type { GroundTruth, TruePlace } from '../ground-truth.ts'
import type { DataSetClip } from '../layouts/types.ts'
import type { Unit } from './units.ts'

/** A test recording with what was said of it. */
export interface JudgedRecording extends DataSetClip {
  readonly score: number
  readonly isFlagged: boolean
}

/** Before the name of a file that is not whole. */
export const PARTIAL = 'partial_'
const KINDS = ['anomaly_score', 'decision_result'] as const

const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

/** What the official tools of the year call a place: `fan_section_00_test`, 2021 by domain, 2020 by id. */
const placeName = (
  { machine, section }: Pick<Unit, 'machine' | 'section'>,
  domain: DataSetClip['domain'],
  rule: EvaluationRule
): string => {
  switch (rule) {
    case 'sections':
      return `${machine}_section_${section}_test`
    case 'domains':
      return `${machine}_section_${section}_${domain ?? 'source'}_test`
    case 'ids':
      return `${machine}_id_${section}`
  }
}

const byPlace = <C extends DataSetClip>(
  unit: Pick<Unit, 'machine' | 'section'>,
  clips: readonly C[],
  rule: EvaluationRule
): Map<string, C[]> => {
  const places = new Map<string, C[]>()
  for (const clip of clips) {
    const name = placeName(unit, clip.domain, rule)
    places.set(name, [...(places.get(name) ?? []), clip])
  }
  return places
}

const writeLines = (file: string, lines: readonly string[]): Promise<void> =>
  writeAtomically(file, 'cache', async handle => {
    await handle.write(`${lines.join('\n')}\n`)
  })

/**
 * Writes the official files of a unit: lines `name,score` and `name,0|1`, without a header. An official file is
 * whole: where recordings of a place have no score, its files are called `partial_…` instead.
 */
export const writeResultFiles = async (
  folder: string,
  unit: Unit,
  judged: readonly JudgedRecording[],
  unscored: readonly DataSetClip[],
  rule: EvaluationRule
): Promise<void> => {
  const torn = byPlace(unit, unscored, rule)
  const places = byPlace(unit, judged, rule)
  for (const name of new Set([...places.keys(), ...torn.keys()])) {
    const clips = places.get(name) ?? []
    const [prefix, other] = torn.has(name) ? [PARTIAL, ''] : ['', PARTIAL]
    const values: Record<(typeof KINDS)[number], (clip: JudgedRecording) => number> = {
      anomaly_score: ({ score }) => score,
      decision_result: ({ isFlagged }) => (isFlagged ? 1 : 0)
    }
    for (const kind of KINDS) {
      const lines = clips.map(clip => `${baseName(clip.file)},${values[kind](clip)}`)
      await rm(path.join(folder, `${other}${kind}_${name}.csv`), { force: true })
      if (lines.length > 0) await writeLines(path.join(folder, `${prefix}${kind}_${name}.csv`), lines)
    }
  }
}

/** Whether the official files of a unit are in a folder. */
export const hasResultFiles = async (folder: string, unit: Unit, rule: EvaluationRule): Promise<boolean> => {
  const names = new Set(await namesIn(folder))
  return [...byPlace(unit, unit.test, rule).keys()].every(
    name => names.has(`anomaly_score_${name}.csv`) && names.has(`decision_result_${name}.csv`)
  )
}

/** Copies the files of the units, whole or partial, from one folder into another. */
export const copyResultFiles = async (
  from: string,
  to: string,
  units: readonly Unit[],
  rule: EvaluationRule
): Promise<void> => {
  await mkdir(to, { recursive: true })
  const there = new Set(await namesIn(from))
  for (const unit of units) {
    for (const name of byPlace(unit, [...unit.test, ...unit.unscored], rule).keys()) {
      for (const file of KINDS.flatMap(kind => [`${kind}_${name}.csv`, `${PARTIAL}${kind}_${name}.csv`])) {
        if (there.has(file)) await copyFile(path.join(from, file), path.join(to, file))
        else await rm(path.join(to, file), { force: true })
      }
    }
  }
}

/** The ground truth that the names of the recordings hold; null where a label is hidden. */
export const truthOfNames = (units: readonly Unit[], rule: EvaluationRule): GroundTruth | null => {
  const places = units.flatMap(unit =>
    [...byPlace<DataSetClip>(unit, [...unit.test, ...unit.unscored], rule).values()].map(
      (clips): TruePlace | null => {
        if (clips.some(({ label }) => label === null)) return null
        return {
          machine: unit.machine,
          section: unit.section,
          domain: rule === 'domains' ? (clips[0]?.domain ?? null) : null,
          clips: new Map(
            clips.map(({ file, label, domain }) => [
              baseName(file),
              { isAnomalous: label === 'anomalous', domain }
            ])
          ),
          aliases: new Map()
        }
      }
    )
  )
  const known = places.filter(place => place !== null)
  return known.length === places.length ? { rule, places: known } : null
}

/** Writes the ground truth of names as the official evaluators have it, so that they can be run on these results. */
export const writeGroundTruth = async (outDir: string, { places, rule }: GroundTruth): Promise<void> => {
  for (const place of places) {
    const name = `ground_truth_${placeName(place, place.domain, rule)}.csv`
    const clips = [...place.clips]
    await writeLines(
      path.join(outDir, 'ground_truth_data', name),
      clips.map(([clip, { isAnomalous }]) => `${clip},${isAnomalous ? 1 : 0}`)
    )
    if (rule !== 'sections' || clips.some(([, { domain }]) => domain === null)) continue
    await writeLines(
      path.join(outDir, 'ground_truth_domain', name),
      clips.map(([clip, { domain }]) => `${clip},${domain === 'target' ? 1 : 0}`)
    )
    await writeLines(
      path.join(outDir, 'ground_truth_attributes', name),
      clips.map(([clip]) => `${clip},${clip.replace(/\.[^.]+$/, '')}`)
    )
  }
}
