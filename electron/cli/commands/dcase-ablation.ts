import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DcaseRun } from '../../contract/dcase.ts'
import { AppError } from '../../contract/errors.ts'
import type { CliContext } from '../context.ts'
import { ablationOf, ablationRows, ablationTable } from '../dcase/ablation-table.ts'
import type { NamedRun } from '../dcase/ablation-table.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { saveFile } from '../save-file.ts'
import { csv } from '../table.ts'

export interface AblationOptions {
  readonly out: string
  /** Prints no table. */
  readonly isQuiet?: boolean
}

const readRun = async (file: string): Promise<DcaseRun | null> => {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new AppError('unreadable', `${file} cannot be read`, { file }, { cause })
  }
  try {
    const run = JSON.parse(text) as DcaseRun
    if (run.format === 1) return run
  } catch (cause) {
    throw new AppError('unreadable', `${file} is no result of earshot dcase`, { file }, { cause })
  }
  throw new AppError('unsupported', `${file} was written by another version`, { file })
}

/** The runs in the folders of a folder, by the folders' names. @throws AppError not-found, unreadable */
const readRuns = async (folder: string): Promise<NamedRun[]> => {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new AppError('not-found', `${folder} cannot be read`, { folder }, { cause })
  })
  const runs: NamedRun[] = []
  for (const name of names.sort()) {
    const run = await readRun(path.join(folder, name, 'run.json'))
    if (run !== null) runs.push({ name, run })
  }
  if (runs.length === 0) {
    throw new AppError('not-found', `${folder} has no folder with results of earshot dcase`, { folder })
  }
  return runs
}

/** `dcase ablation --out DIR`: systems by machines out of the results in DIR's folders. */
export const ablation = async (
  { terminal, json }: CliContext,
  { out, isQuiet = false }: AblationOptions
): Promise<ExitCode> => {
  const runs = await readRuns(out)
  const rules = new Set(runs.map(({ run }) => `${run.data.name} (${run.data.layout})`))
  if (rules.size > 1) terminal.note(`The results are of different data sets: ${[...rules].join(', ')}`)
  const found = ablationOf(runs)
  const { header, rows } = ablationRows(found)
  const { ablationPicture } = await import('../dcase/ablation-picture.ts')
  saveFile(path.join(out, 'ablation.md'), ablationTable(found))
  saveFile(path.join(out, 'ablation.csv'), csv(header, rows))
  saveFile(path.join(out, 'ablation.svg'), ablationPicture(found))
  if (!isQuiet) terminal.print(json ? JSON.stringify(found) : ablationTable(found))
  terminal.note(`Written to ${out}: ablation.md, ablation.csv, ablation.svg`)
  return EXIT.allDone
}
