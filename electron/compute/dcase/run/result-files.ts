import { copyFile, mkdir } from 'node:fs/promises'
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

/** Writes the official files of a unit: lines `name,score` and `name,0|1`, without a header. */
export const writeResultFiles = async (
  folder: string,
  unit: Unit,
  judged: readonly JudgedRecording[],
  rule: EvaluationRule
): Promise<void> => {
  for (const [name, clips] of byPlace(unit, judged, rule)) {
    const lines = (valueOf: (clip: JudgedRecording) => number) =>
      clips.map(clip => `${baseName(clip.file)},${valueOf(clip)}`)
    await writeLines(
      path.join(folder, `anomaly_score_${name}.csv`),
      lines(({ score }) => score)
    )
    await writeLines(
      path.join(folder, `decision_result_${name}.csv`),
      lines(({ isFlagged }) => (isFlagged ? 1 : 0))
    )
  }
}

/** Whether the official files of a unit are in a folder. */
export const hasResultFiles = async (folder: string, unit: Unit, rule: EvaluationRule): Promise<boolean> => {
  const names = new Set(await namesIn(folder))
  return [...byPlace(unit, unit.test, rule).keys()].every(
    name => names.has(`anomaly_score_${name}.csv`) && names.has(`decision_result_${name}.csv`)
  )
}

/** Copies the official files of the units from one folder into another. */
export const copyResultFiles = async (
  from: string,
  to: string,
  units: readonly Unit[],
  rule: EvaluationRule
): Promise<void> => {
  await mkdir(to, { recursive: true })
  for (const unit of units) {
    for (const name of byPlace(unit, unit.test, rule).keys()) {
      for (const kind of ['anomaly_score', 'decision_result']) {
        const file = `${kind}_${name}.csv`
        await copyFile(path.join(from, file), path.join(to, file))
      }
    }
  }
}

/** The ground truth that the names of the recordings hold; null where a label is hidden. */
export const truthOfNames = (units: readonly Unit[], rule: EvaluationRule): GroundTruth | null => {
  const places = units.flatMap(unit =>
    [...byPlace(unit, unit.test, rule).values()].map((clips): TruePlace | null => {
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
    })
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
