import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { EvaluationRule } from '../../contract/dcase.ts'
import { AppError } from '../../contract/errors.ts'
import { placeKey, readOfficialName } from './official-names.ts'
import type { OfficialName } from './official-names.ts'
import { decimal, lineError, readPairs, requireFolder } from './read-csv.ts'

/** What is true of a test clip. */
export interface TrueClip {
  readonly isAnomalous: boolean
  readonly domain: 'source' | 'target' | null
}

/** The ground truth behind one pair of result files. */
export interface TruePlace extends Omit<OfficialName, 'tag'> {
  /** By the name that the truth uses. */
  readonly clips: ReadonlyMap<string, TrueClip>
  /** Names that result files may use instead, such as the full ones of the baseline. */
  readonly aliases: ReadonlyMap<string, string>
}

export interface GroundTruth {
  readonly rule: EvaluationRule
  readonly places: readonly TruePlace[]
}

/** Names of a folder's entries, none where it is not there. */
export const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).sort()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw new AppError('unreadable', `${folder} cannot be read`, { folder }, { cause })
  }
}

const readFlags = async (file: string): Promise<Map<string, { isOne: boolean; line: number }>> => {
  const flags = new Map<string, { isOne: boolean; line: number }>()
  for (const { name, value, line } of await readPairs(file)) {
    const number = decimal(value)
    if (number !== 0 && number !== 1) throw lineError(file, line, `"${value}" is neither 0 nor 1`)
    flags.set(name, { isOne: number === 1, line })
  }
  return flags
}

const readDomains = async (
  file: string,
  clips: ReadonlyMap<string, unknown>,
  dataFile: string
): Promise<Map<string, 'source' | 'target'>> => {
  const domains = new Map<string, 'source' | 'target'>()
  for (const [name, { isOne, line }] of await readFlags(file)) {
    if (!clips.has(name)) throw lineError(file, line, `${name} is not in ${dataFile}`)
    domains.set(name, isOne ? 'target' : 'source')
  }
  for (const name of clips.keys()) {
    if (!domains.has(name)) throw new AppError('unreadable', `${file}: ${name} is missing`, { file })
  }
  return domains
}

/** Full names as the baseline writes them, to the short ones. */
const readAliases = async (
  file: string,
  clips: ReadonlyMap<string, unknown>
): Promise<Map<string, string>> => {
  const aliases = new Map<string, string>()
  for (const { name, value, line } of await readPairs(file)) {
    if (!clips.has(name)) throw lineError(file, line, `${name} is not in the ground truth`)
    const full = value.toLowerCase().endsWith('.wav') ? value : `${value}.wav`
    if (aliases.has(full)) throw lineError(file, line, `${full} stands for two clips`)
    aliases.set(full, name)
  }
  return aliases
}

/**
 * The ground truth of a folder with ground_truth_data/, ground_truth_domain/ and, for full names,
 * ground_truth_attributes/, as the official evaluators have it.
 * @throws AppError not-found, unreadable: names the file and, where there is one, the line
 */
export const readGroundTruth = async (folder: string): Promise<GroundTruth> => {
  await requireFolder(folder)
  const dataDir = path.join(folder, 'ground_truth_data')
  const domainNames = new Set(await namesIn(path.join(folder, 'ground_truth_domain')))
  const attributeNames = new Set(await namesIn(path.join(folder, 'ground_truth_attributes')))
  const places: TruePlace[] = []
  for (const fileName of await namesIn(dataDir)) {
    const name = readOfficialName(fileName, 'ground_truth')
    if (name === null) continue
    const file = path.join(dataDir, fileName)
    const flags = await readFlags(file)
    const domains = domainNames.has(fileName)
      ? await readDomains(path.join(folder, 'ground_truth_domain', fileName), flags, file)
      : null
    places.push({
      machine: name.machine,
      section: name.section,
      domain: name.domain,
      clips: new Map(
        [...flags].map(([clip, { isOne }]) => [
          clip,
          { isAnomalous: isOne, domain: name.domain ?? domains?.get(clip) ?? null }
        ])
      ),
      aliases: attributeNames.has(fileName)
        ? await readAliases(path.join(folder, 'ground_truth_attributes', fileName), flags)
        : new Map()
    })
  }
  if (places.length === 0) {
    throw new AppError('not-found', `${dataDir}: there is no ground_truth_<machine>_section_<nn>_test.csv`, {
      folder
    })
  }
  return { rule: ruleOf(places), places }
}

const ruleOf = (places: readonly TruePlace[]): EvaluationRule => {
  if (places.some(place => place.domain !== null)) return 'domains'
  const isDomainKnown = places.every(place => [...place.clips.values()].every(clip => clip.domain !== null))
  if (isDomainKnown) return 'sections'
  const without = places.find(place => [...place.clips.values()].some(clip => clip.domain === null))
  const isAnyKnown = places.some(place => [...place.clips.values()].some(clip => clip.domain !== null))
  if (isAnyKnown && without !== undefined) {
    throw new AppError('not-found', `ground_truth_domain has no file for ${placeKey(without)}`)
  }
  return 'ids'
}
