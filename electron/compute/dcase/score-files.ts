import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { TruePlace } from './ground-truth.ts'
import { namesIn } from './ground-truth.ts'
import { placeKey, readOfficialName } from './official-names.ts'
import { lineError, readPairs } from './read-csv.ts'

/** The result files of one place. */
export interface ResultFiles {
  readonly scoreFile: string
  readonly decisionFile: string | null
}

type Kind = 'anomaly_score' | 'decision_result'

/** Files of one kind by place; the short form goes before the baseline's, as in the official evaluator. */
const filesByPlace = (folder: string, names: readonly string[], kind: Kind): Map<string, string> => {
  const found = new Map<string, { fileName: string; isShort: boolean }>()
  for (const fileName of names) {
    const name = readOfficialName(fileName, kind)
    if (name === null) continue
    const isShort = name.tag === null
    const before = found.get(placeKey(name))
    if (before === undefined || (isShort && !before.isShort)) found.set(placeKey(name), { fileName, isShort })
    else if (before.isShort === isShort) {
      throw new AppError(
        'invalid',
        `${folder} has two files for ${placeKey(name)}: ${before.fileName}, ${fileName}`
      )
    }
  }
  return new Map([...found].map(([key, { fileName }]) => [key, path.join(folder, fileName)]))
}

/** The result files of a folder by place (see placeKey). @throws AppError not-found, invalid */
export const findResultFiles = async (folder: string): Promise<Map<string, ResultFiles>> => {
  const names = await namesIn(folder)
  const scores = filesByPlace(folder, names, 'anomaly_score')
  const decisions = filesByPlace(folder, names, 'decision_result')
  if (scores.size === 0) {
    throw new AppError('not-found', `${folder} has no anomaly_score_<machine>_section_<nn>_test.csv`, {
      folder
    })
  }
  return new Map(
    [...scores].map(([key, scoreFile]) => [key, { scoreFile, decisionFile: decisions.get(key) ?? null }])
  )
}

/** Values by the truth's names. Every clip of the truth must be there once, and nothing else. */
const readValues = async (
  file: string,
  { clips, aliases }: TruePlace,
  valueOf: (text: string) => number | undefined,
  wanted: string
): Promise<Map<string, number>> => {
  const values = new Map<string, number>()
  let lastLine = 0
  for (const { name, value, line } of await readPairs(file)) {
    const known = aliases.get(name) ?? name
    if (!clips.has(known)) throw lineError(file, line, `${name} is not in the ground truth`)
    if (values.has(known)) throw lineError(file, line, `${known} has a value already`)
    const number = valueOf(value)
    if (number === undefined) throw lineError(file, line, `"${value}" is not ${wanted}`)
    values.set(known, number)
    lastLine = line
  }
  const missing = [...clips.keys()].filter(name => !values.has(name))
  if (missing.length > 0) {
    const others = missing.length > 1 ? ` and ${missing.length - 1} more` : ''
    throw lineError(
      file,
      lastLine,
      `the file ends with ${values.size} of ${clips.size} clips; ${missing[0]}${others} missing`
    )
  }
  return values
}

const finite = (text: string): number | undefined => {
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

const zeroOrOne = (text: string): number | undefined => {
  const value = Number(text)
  return value === 0 || value === 1 ? value : undefined
}

/** Anomaly scores of a file by the truth's names. @throws AppError unreadable: with file and line */
export const readScores = (file: string, place: TruePlace): Promise<Map<string, number>> =>
  readValues(file, place, finite, 'a finite number')

/** Decisions of a file (1: anomalous) by the truth's names. @throws AppError unreadable: with file and line */
export const readDecisions = (file: string, place: TruePlace): Promise<Map<string, number>> =>
  readValues(file, place, zeroOrOne, '0 or 1')
