import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { readAttributeRows } from './layouts/entries.ts'
import { readLayout } from './layouts/read-layout.ts'
import type { DataSet, DataSetSection } from './layouts/types.ts'
import { readCsv, requireFolder } from './read-csv.ts'

const TABLE = /(?:^|\/)attributes_(\d{2})\.csv$/i

/** A table of attributes that cannot be taken at its word, and whose it is. */
interface BrokenTable {
  readonly folder: string
  readonly section: string
  readonly reason: string
}

const faultOf = ({ section, train, test }: DataSetSection, broken: readonly BrokenTable[]): string | null =>
  broken.find(
    table =>
      table.section === section && [...train, ...test].some(({ file }) => file.startsWith(table.folder))
  )?.reason ?? null

/**
 * A data set's tree read from the disk: the names of its files and its attribute tables. A section whose table is
 * broken has that as its fault. @throws AppError
 */
export const listDataSet = async (folder: string): Promise<DataSet> => {
  await requireFolder(folder)
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  const attributes = new Map<string, Record<string, string>>()
  const broken: BrokenTable[] = []
  for (const table of files) {
    const section = TABLE.exec(table)?.[1]
    if (section === undefined) continue
    try {
      const rows = await readCsv(path.join(folder, table))
      for (const [file, values] of readAttributeRows(table, rows, files)) attributes.set(file, values)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      broken.push({ folder: table.slice(0, table.lastIndexOf('/') + 1), section, reason: error.message })
    }
  }
  const dataSet = readLayout(files, { attributes, rootName: path.basename(path.resolve(folder)) })
  return {
    ...dataSet,
    sections: dataSet.sections.map(section => {
      const fault = faultOf(section, broken)
      return fault === null ? section : { ...section, fault }
    })
  }
}
