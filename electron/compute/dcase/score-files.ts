import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { TruePlace } from './ground-truth.ts'
import { namesIn } from './ground-truth.ts'
import { placeKey, readOfficialName } from './official-names.ts'
import { decimal, lineError, readPairs, requireFolder } from './read-csv.ts'

/** The result files of one place. */
export interface ResultFiles {
  readonly scoreFile: string
  readonly decisionFile: string | null
}

type Kind = 'anomaly_score' | 'decision_result'

/** Files of one kind by place. */
const filesByPlace = (folder: string, names: readonly string[], kind: Kind): Map<string, string> => {
  const found = new Map<string, string>()
  for (const fileName of names) {
    const name = readOfficialName(fileName, kind)
    if (name === null) continue
    const before = found.get(placeKey(name))
    if (before !== undefined) {
      // The official evaluator would take the short form without a word.
      throw new AppError('invalid', `${folder} has two files for ${placeKey(name)}: ${before}, ${fileName}`)
    }
    found.set(placeKey(name), fileName)
  }
  return new Map([...found].map(([key, fileName]) => [key, path.join(folder, fileName)]))
}

const LOOKS_OFFICIAL = /anomaly[_-]?score|decision[_-]?result/iu

/** Names like those of result files that no official pattern fits. */
const strangersIn = (names: readonly string[]): string[] =>
  names.filter(
    name =>
      LOOKS_OFFICIAL.test(name) &&
      readOfficialName(name, 'anomaly_score') === null &&
      readOfficialName(name, 'decision_result') === null
  )

/** What a sentence on missing files adds of those that were passed over. */
export const ignoredText = (ignored: readonly string[]): string =>
  ignored.length === 0 ? '' : `; ignored for their names: ${ignored.join(', ')}`

/** What a folder of result files holds. */
interface FoundFiles {
  /** By place (see placeKey). */
  readonly files: ReadonlyMap<string, ResultFiles>
  /** Names that were passed over although they look like those of result files. */
  readonly ignored: readonly string[]
}

/** The result files of a folder. @throws AppError not-found, invalid: two files of one place */
export const findResultFiles = async (folder: string): Promise<FoundFiles> => {
  await requireFolder(folder)
  const names = await namesIn(folder)
  const scores = filesByPlace(folder, names, 'anomaly_score')
  const decisions = filesByPlace(folder, names, 'decision_result')
  const ignored = strangersIn(names)
  if (scores.size === 0) {
    const message = `${folder} has no anomaly_score_<machine>_section_<nn>_test.csv${ignoredText(ignored)}`
    throw new AppError('not-found', message, { folder })
  }
  return {
    files: new Map(
      [...scores].map(([key, scoreFile]) => [key, { scoreFile, decisionFile: decisions.get(key) ?? null }])
    ),
    ignored
  }
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

const zeroOrOne = (text: string): number | undefined => {
  const value = decimal(text)
  return value === 0 || value === 1 ? value : undefined
}

/** Anomaly scores of a file by the truth's names. @throws AppError unreadable: with file and line */
export const readScores = (file: string, place: TruePlace): Promise<Map<string, number>> =>
  readValues(file, place, decimal, 'a finite decimal number')

/** Decisions of a file (1: anomalous) by the truth's names. @throws AppError unreadable: with file and line */
export const readDecisions = (file: string, place: TruePlace): Promise<Map<string, number>> =>
  readValues(file, place, zeroOrOne, '0 or 1')
