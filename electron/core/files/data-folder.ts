import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { FILE_EXTENSION } from '../../contract/index.ts'

const FOLDERS = [
  'recordings',
  'models',
  'reports',
  'cache',
  'logs',
  'backups',
  'uploads',
  'takes',
  'exports'
] as const

/** Absolute paths of what lies in a data folder. */
export interface DataFolder {
  readonly root: string
  /** Of a path with forward slashes below the data folder. */
  at(relativePath: string): string
  recordings(): string
  models(): string
  model(modelId: string): string
  reports(): string
  report(reportId: string): string
  uploads(): string
  upload(uploadId: string): string
  exports(): string
  /** The file of an export job that waits to be saved. */
  exported(jobId: string): string
  /** Recordings that are being written. */
  takes(): string
  /** Features of systems, which are made again where they are gone. */
  systems(): string
  /** Trainings that were interrupted. */
  trainings(): string
  has(relativePath: string): boolean
}

/** The data folder at `root`, with its folders made. */
export const openDataFolder = (root: string): DataFolder => {
  for (const folder of FOLDERS) mkdirSync(path.join(root, folder), { recursive: true })
  const at = (relativePath: string): string => path.join(root, ...relativePath.split('/'))
  return {
    root,
    at,
    recordings: () => at('recordings'),
    models: () => at('models'),
    model: modelId => path.join(root, 'models', modelId),
    reports: () => at('reports'),
    report: reportId => path.join(root, 'reports', `${reportId}.pdf`),
    uploads: () => at('uploads'),
    upload: uploadId => path.join(root, 'uploads', uploadId),
    exports: () => at('exports'),
    exported: jobId => path.join(root, 'exports', `${jobId}${FILE_EXTENSION}`),
    takes: () => at('takes'),
    systems: () => at('cache/systems'),
    trainings: () => at('cache/training'),
    has: relativePath => existsSync(at(relativePath))
  }
}
