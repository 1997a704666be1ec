import {
  AppError,
  type ImportPlan,
  type ImportSource,
  type Label,
  type Machine,
  type PlannedFile
} from '../../contract/index.ts'
import { readName } from '../../audio/names/read-name.ts'
import type { NameFacts } from '../../audio/names/types.ts'
import type { CoreContext } from '../context.ts'
import { instantOf } from '../time/zone.ts'
import { proposedClipLength } from '../../contract/clip-length.ts'
import type { ImportFile } from './job-input.ts'
import { listFiles, type FoundFile } from './list-files.ts'

/** Headers of this many files are read before the import, for lengths, channels and times. */
const PROBED_FILES = 200

interface Probed {
  readonly durationS: number
  readonly channels: number
  readonly bextTime: string | null
}

/** A plan with the paths that only the host sees. */
export interface MadePlan {
  readonly plan: Omit<ImportPlan, 'planId'>
  readonly files: readonly ImportFile[]
}

const probe = async (context: CoreContext, files: readonly FoundFile[]): Promise<Map<string, Probed>> => {
  const probed = new Map<string, Probed>()
  if (files.length === 0) return probed
  await context.compute.run(
    'probe',
    { files: files.slice(0, PROBED_FILES).map(({ path }) => ({ key: path, path })) },
    { isInteractive: true, onItem: ({ key, ...facts }) => probed.set(key, facts) }
  )
  return probed
}

/** When a file was recorded: what its bext chunk says, else its name, else its modification time. */
const timeOf = (
  file: FoundFile,
  name: NameFacts,
  bextTime: string | null,
  timeZone: string
): Pick<PlannedFile, 'recordedAt' | 'recordedAtSource'> => {
  if (bextTime !== null) return { recordedAt: instantOf(bextTime, timeZone), recordedAtSource: 'bext' }
  if (name.recordedAt !== undefined) {
    return { recordedAt: instantOf(name.recordedAt, timeZone), recordedAtSource: 'file-name' }
  }
  return { recordedAt: new Date(file.modifiedMs).toISOString(), recordedAtSource: 'modification-time' }
}

const commonLayout = (layouts: ReadonlySet<NameFacts['layout']>): ImportPlan['layout'] => {
  const [first, ...rest] = layouts
  return first === undefined ? 'none' : rest.length > 0 ? 'mixed' : first
}

/** @throws AppError not-found when nothing was uploaded under the id */
const pathsOf = (context: CoreContext, source: ImportSource): readonly string[] => {
  if ('paths' in source) return source.paths
  if (!context.folder.has(`uploads/${source.uploadId}`)) {
    throw new AppError('not-found', 'The uploaded files are no longer there; choose them again')
  }
  return [context.folder.upload(source.uploadId)]
}

const durationsForLength = (
  files: readonly { readonly label: Label; readonly durationS: number | undefined }[]
): number[] => {
  const lengths = (label?: Label): number[] =>
    files.flatMap(file => (label === undefined || file.label === label ? (file.durationS ?? []) : []))
  const normals = lengths('normal')
  return normals.length > 0 ? normals : lengths()
}

/** Looks at what would come in, without changing anything. */
export const makePlan = async (
  context: CoreContext,
  machine: Machine,
  source: ImportSource
): Promise<MadePlan> => {
  const listing = await listFiles(pathsOf(context, source), { namesRoots: 'paths' in source })
  const probed = await probe(context, listing.files)
  const layouts = new Set<NameFacts['layout']>()
  const planned = listing.files.map(file => {
    const name = readName(file.namedPath)
    layouts.add(name.layout)
    const facts = probed.get(file.path)
    return {
      file,
      durationS: facts?.durationS,
      channels: facts?.channels ?? 1,
      label: name.label ?? 'unknown',
      domain: name.domain ?? null,
      attributes: { ...name.attributes },
      ...timeOf(file, name, facts?.bextTime ?? null, machine.timeZone)
    } as const
  })
  const facts = planned.map(({ file, durationS: _, channels: __, ...known }) => ({ file, ...known }))
  return {
    plan: {
      machineId: machine.id,
      layout: commonLayout(layouts),
      files: facts.map(({ file, ...known }) => ({
        relativePath: file.relativePath,
        sizeBytes: file.sizeBytes,
        ...known
      })),
      passedOver: listing.passedOver,
      unreadable: [...listing.unreadable],
      proposedClipLengthS:
        machine.clipLengthS === null ? proposedClipLength(durationsForLength(planned)) : null,
      channels: Math.max(1, ...planned.map(({ channels }) => channels))
    },
    files: facts.map(({ file, ...known }) => ({ path: file.path, relativePath: file.relativePath, ...known }))
  }
}
