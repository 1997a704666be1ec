import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SampleFile } from '../../contract/compute.ts'
import type { Recording } from '../../contract/recordings.ts'
import { createCompute } from '../../core/compute-host/index.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import { demoTable } from '../demo-table.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { allRecordings, recordingPath } from '../find-machine.ts'
import { importPaths } from '../import-paths.ts'
import { runJob } from '../run-job.ts'
import { saveFile } from '../save-file.ts'
import { saveReport } from '../save-report.ts'
import { csv } from '../table.ts'

export interface DemoOptions {
  readonly out: string
}

const SEED = 1
const PICTURES = 12
const NORMAL = 'normal'
const CHECK = 'check'

const synthesise = async ({ terminal, signal }: CliContext, dir: string): Promise<SampleFile[]> => {
  const compute = createCompute({ log: () => undefined })
  const files: SampleFile[] = []
  try {
    await compute.run(
      'sample',
      { dir, seed: SEED, kind: 'demo' },
      {
        signal,
        onProgress: (fraction, message) => terminal.progress(fraction, message),
        onItem: file => files.push(file)
      }
    )
  } finally {
    terminal.clearProgress()
    await compute.close()
  }
  return files
}

/** Normals in, fit, the rest in (scored as it comes), report out: the application's own way, in a folder of its own. */
const runMachine = (context: CliContext, recordingsDir: string, outDir: string): Promise<Recording[]> =>
  withCore(context, async (client, open) => {
    await client.call('settings.update', { engineer: 'Earshot demo' })
    const machine = await client.call('machines.create', {
      name: 'Demo fan',
      kind: 'Fan with a ball bearing, synthesised',
      notes: 'Made by "earshot demo": nothing of it was recorded.'
    })
    const bring = (folder: string, label: 'normal' | 'unknown') =>
      importPaths(client, context, machine.id, [path.join(recordingsDir, folder)], { label })
    await bring(NORMAL, 'normal')
    await runJob(client, context, client.call('models.fit', { machineId: machine.id }))
    await bring(CHECK, 'unknown')
    await saveReport(
      open,
      context,
      { machineId: machine.id, maxPictures: PICTURES },
      path.join(outDir, 'report.pdf')
    )
    return allRecordings(client, machine.id)
  })

const scoresCsv = (rows: readonly DemoRow[]): string =>
  csv(
    ['file', 'fault', 'fault_level_db', 'score', 'p_value', 'flagged', 'held_out'],
    rows.map(({ sample, recording }) => [
      sample.file,
      sample.fault ?? 'none',
      sample.faultLevelDb ?? '',
      recording.score ?? '',
      recording.pValue ?? '',
      recording.isFlagged === true ? 1 : 0,
      recording.isHeldOut ? 1 : 0
    ])
  )

interface DemoRow {
  readonly sample: SampleFile
  readonly recording: Recording
}

/** Where a recording lies among the sample's files: each folder came in by itself, under its own label. */
const samplePath = (recording: Recording): string =>
  `${recording.label === 'normal' ? NORMAL : CHECK}/${recordingPath(recording)}`

/** `demo --out DIR`: a synthesised fan with faults, judged; writes recordings, scores.csv, report.pdf and table.md. */
export const demo = async (context: CliContext, { out }: DemoOptions): Promise<ExitCode> => {
  const recordingsDir = path.resolve(out, 'recordings')
  await mkdir(recordingsDir, { recursive: true })
  const samples = await synthesise(context, recordingsDir)
  const dataDir = await mkdtemp(path.join(tmpdir(), 'earshot-demo-'))
  try {
    const recordings = await runMachine({ ...context, dataDir }, recordingsDir, out)
    const byPath = new Map(recordings.map(recording => [samplePath(recording), recording]))
    const rows = samples.flatMap((sample): DemoRow[] => {
      const recording = byPath.get(sample.file)
      return recording === undefined ? [] : [{ sample, recording }]
    })
    const table = demoTable(rows)
    saveFile(path.join(out, 'scores.csv'), scoresCsv(rows))
    saveFile(path.join(out, 'table.md'), table.text)
    context.terminal.print(context.json ? JSON.stringify(table.counts) : table.text)
    context.terminal.note(`Written to ${out}: recordings/, scores.csv, report.pdf, table.md`)
    return EXIT.allDone
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
