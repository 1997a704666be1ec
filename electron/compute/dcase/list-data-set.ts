import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { readAttributeRows } from './layouts/entries.ts'
import { readLayout } from './layouts/read-layout.ts'
import type { DataSet } from './layouts/types.ts'
import { readCsv } from './read-csv.ts'

const TABLE = /(?:^|\/)attributes_\d{2}\.csv$/i

/** A data set's tree read from the disk: the names of its files and its attribute tables. @throws AppError */
export const listDataSet = async (folder: string): Promise<DataSet> => {
  const isFolder = await stat(folder).then(
    facts => facts.isDirectory(),
    () => false
  )
  if (!isFolder) throw new AppError('not-found', `${folder} is not a folder`, { folder })
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  const attributes = new Map<string, Record<string, string>>()
  for (const table of files.filter(file => TABLE.test(file))) {
    const rows = (await readCsv(path.join(folder, table))).map(({ cells }) => cells)
    const own = readAttributeRows(rows, table.slice(0, table.lastIndexOf('/') + 1), files)
    for (const [file, values] of own) attributes.set(file, values)
  }
  return readLayout(files, { attributes, rootName: path.basename(path.resolve(folder)) })
}
