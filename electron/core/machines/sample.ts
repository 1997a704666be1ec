import { mkdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError, idSchema, methods, type SampleFile } from '../../contract/index.ts'
import { readName } from '../../audio/names/read-name.ts'
import { audit, type CoreContext } from '../context.ts'
import { importFiles } from '../imports/import-files.ts'
import type { ImportFile } from '../imports/job-input.ts'
import { span, type JobContext } from '../jobs/job-context.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { fitMachine } from '../models/fit.ts'
import { instantOf } from '../time/zone.ts'
import { needMachine } from './need.ts'
import { newMachine } from './service.ts'

const SEED = 1
const CLIP_S = 10
const inputSchema = z.object({ machineId: idSchema })

const toImportFile = async (dir: string, { file }: SampleFile): Promise<ImportFile> => {
  const filePath = path.join(dir, ...file.split('/'))
  const name = readName(file)
  return {
    path: filePath,
    relativePath: file,
    // Only what lies among the normals is said to be normal; the rest is for the model to judge.
    label: name.label === 'normal' ? 'normal' : 'unknown',
    domain: name.domain ?? null,
    attributes: { ...name.attributes },
    recordedAt:
      name.recordedAt === undefined
        ? (await stat(filePath)).mtime.toISOString()
        : instantOf(name.recordedAt, 'UTC'),
    recordedAtSource: name.recordedAt === undefined ? 'modification-time' : 'file-name'
  }
}

/** Synthesises the sample's recordings, imports them, fits and scores: findings are there at the end. */
export const runSample = async (
  context: CoreContext,
  rawInput: unknown,
  job: JobContext
): Promise<{ machineId: string }> => {
  const { machineId } = inputSchema.parse(rawInput)
  const { store, compute, folder } = context
  const machine = await needMachine(store, machineId)
  const dir = folder.upload(`sample-${job.jobId}`)
  await mkdir(dir, { recursive: true })
  try {
    const made: SampleFile[] = []
    const synthesis = span(job, 0, 0.4)
    await compute.run(
      'sample',
      { dir, seed: SEED, kind: 'first-run' },
      { signal: job.signal, onProgress: synthesis.report, onItem: item => made.push(item) }
    )
    const files = await Promise.all(made.map(file => toImportFile(dir, file)))
    const clipLengthS = machine.clipLengthS ?? CLIP_S
    await store.machines.update(machineId, { clipLengthS })
    await importFiles(context, { ...machine, clipLengthS }, files, span(job, 0.4, 0.7))
    await fitMachine(context, methods['models.fit'].input.parse({ machineId }), span(job, 0.7, 1))
    return { machineId }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Makes the sample machine and starts the job that fills it. @throws AppError conflict while one is there */
export const createSample = async (
  { store, bus }: CoreContext,
  runner: JobRunner
): Promise<{ machineId: string; jobId: string }> => {
  const existing = (await store.machines.list()).find(({ isSample }) => isSample)
  if (existing)
    throw new AppError('conflict', 'The sample machine is there already', { machineId: existing.id })
  const fields = {
    name: 'Sample fan',
    kind: 'fan',
    notes: 'Synthesised: a fan with a bearing, normal and faulty.'
  }
  const machine = newMachine(fields, 'UTC', true)
  await store.transaction(async repositories => {
    await repositories.machines.insert(machine)
    await audit(repositories, 'create-machine', machine.id, { name: machine.name, isSample: true })
  })
  bus.emit('machines.changed', { machineId: machine.id })
  return { machineId: machine.id, jobId: await runner.start('sample', machine.id, { machineId: machine.id }) }
}
