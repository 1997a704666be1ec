import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { AppError } from '../../contract/errors.ts'

/** A row of a file and where it stands. */
export interface CsvRow {
  readonly cells: readonly string[]
  /** Counted from 1. */
  readonly line: number
}

/** An error in a file that names file and line. */
export const lineError = (file: string, line: number, reason: string): AppError =>
  new AppError('unreadable', `${file}, line ${line}: ${reason}`, { file, line, reason })

/** @throws AppError not-found: there is no such folder, or it is none */
export const requireFolder = async (folder: string): Promise<void> => {
  const facts = await stat(folder).catch((cause: unknown) => {
    throw new AppError('not-found', `${folder}: it is not there`, { folder }, { cause })
  })
  if (!facts.isDirectory()) throw new AppError('not-found', `${folder}: it is not a folder`, { folder })
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu

/**
 * A number in decimal notation; undefined for anything else, such as 0x10 or infinity: what Python's float() of the
 * official evaluators does not take is not taken here.
 */
export const decimal = (text: string): number | undefined => {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}

interface Parsed {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

/**
 * Rows of a comma-separated file; blank lines are passed over.
 * @throws AppError not-found, unreadable: with the file's name, and the line where it is no CSV
 */
export const readCsv = async (file: string): Promise<CsvRow[]> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new AppError(isMissing ? 'not-found' : 'unreadable', `${file}: cannot be read`, { file }, { cause })
  })
  try {
    const rows = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true
    }) as unknown as Parsed[]
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch (cause) {
    const line = cause instanceof Error && 'lines' in cause ? Number(cause.lines) : 1
    throw lineError(file, line, cause instanceof Error ? cause.message : 'no comma-separated values')
  }
}

/** Rows of two cells, name and value; a name stands once. @throws AppError unreadable: with file and line */
export const readPairs = async (file: string): Promise<{ name: string; value: string; line: number }[]> => {
  const lineOf = new Map<string, number>()
  return (await readCsv(file)).map(({ cells, line }) => {
    const [name = '', value = ''] = cells
    if (cells.length !== 2 || name === '' || value === '') {
      throw lineError(file, line, 'a line must be a name, a comma and a value')
    }
    const before = lineOf.get(name)
    if (before !== undefined) throw lineError(file, line, `${name} stands in line ${before} already`)
    lineOf.set(name, line)
    return { name, value, line }
  })
}
