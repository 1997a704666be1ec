import { AppError } from '../../../contract/errors.ts'
import { domains2021 } from './domains-2021.ts'
import { readEntries } from './entries.ts'
import type { AttributeTable } from './entries.ts'
import { ids2020 } from './ids-2020.ts'
import { sections2022 } from './sections-2022.ts'
import type { DataSet, DataSetClip, DataSetSection, Entry } from './types.ts'

/** The first that fits holds. */
const LAYOUTS = [ids2020, domains2021, sections2022]

interface Growing extends DataSetSection {
  readonly train: DataSetClip[]
  readonly test: DataSetClip[]
  readonly supplemental: (DataSetClip & { isNoise: boolean })[]
}

const some = (files: readonly string[]): string =>
  files.length === 1 ? `${files[0]}` : `${files[0]} and ${files.length - 1} more`

/** A machine type stands in one place: two folders of one name would be two data sets. */
const refuseTwins = (entries: readonly Entry[]): void => {
  const folders = new Map<string, string>()
  for (const { machine, file } of entries) {
    const folder = file.split('/').slice(0, -2).join('/')
    const before = folders.get(machine)
    if (before !== undefined && before !== folder) {
      throw new AppError(
        'invalid',
        `${machine} stands in two places, ${before} and ${folder}: choose one of them`
      )
    }
    folders.set(machine, folder)
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Reads the tree of a DCASE Task 2 data set of 2020 to 2026 from the paths of its files (relative, forward slashes)
 * and its attribute tables. Touches no file.
 * @throws AppError not-found: no recording stands in a machine's train or test folder; invalid: twice the same name
 */
export const readLayout = (
  files: readonly string[],
  { attributes = new Map(), rootName = 'machine' }: { attributes?: AttributeTable; rootName?: string } = {}
): DataSet => {
  const { entries, strangers } = readEntries([...files].sort(), attributes, rootName)
  const layout = LAYOUTS.find(candidate => entries.length > 0 && candidate.isLayoutOf(entries))
  if (layout === undefined) {
    throw new AppError(
      'not-found',
      'There are no recordings of DCASE names in <machine>/train and <machine>/test'
    )
  }
  refuseTwins(entries)
  const warnings = strangers.length === 0 ? [] : [`Not of this layout: ${some(strangers)}`]
  const renamed = new Set(
    entries.filter(({ folder }) => folder === 'test_rename').map(({ machine }) => machine)
  )
  const sections = new Map<string, Growing>()
  const faulty: string[] = []
  const misplaced: string[] = []
  for (const entry of entries) {
    // A renamed test set is a copy of the test set with its labels.
    if (entry.folder === 'test' && renamed.has(entry.machine)) continue
    const place = layout.place(entry)
    if (place === null) {
      misplaced.push(entry.file)
      continue
    }
    const { machine, section, file, label, attributes: known, name } = entry
    const key = `${machine}/${section}`
    const own = sections.get(key) ?? { machine, section, train: [], test: [], supplemental: [] }
    sections.set(key, own)
    const clip = { file, label, domain: place.domain, attributes: known }
    if (place.split === 'supplemental') own.supplemental.push({ ...clip, isNoise: /noise/i.test(name) })
    else if (place.split === 'train' && label === 'anomalous') faulty.push(file)
    else own[place.split].push(clip)
  }
  if (faulty.length > 0) warnings.push(`Anomalous by name, so not learned from: ${some(faulty)}`)
  if (misplaced.length > 0) warnings.push(`In no place of this layout: ${some(misplaced)}`)
  return {
    layout: layout.id,
    rule: layout.rule,
    sections: [...sections.values()].sort(
      (a, b) => order(a.machine, b.machine) || order(a.section, b.section)
    ),
    warnings
  }
}
