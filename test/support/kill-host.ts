/**
 * A host that works until it is killed: opens the data folder of its first argument and imports the folder of
 * its second, fits, exports the machine into that folder, or imports a machine from that file. Prints one JSON line
 * for each thing that a person would have been told.
 */
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { createCore } from '../../electron/core/index.ts'

const [dataDir = '', inputDir = '', phase = ''] = process.argv.slice(2)

const say = (line: Readonly<Record<string, unknown>>): void =>
  void process.stdout.write(`${JSON.stringify(line)}\n`)
const log = (level: string, message: string, details?: unknown): void => {
  if (level === 'error') say({ error: message, details: String(details) })
}

const compute = createCompute({ log })
const core = await createCore({ dataDir, compute, appVersion: '0.0.0-test', log })
const [known] = await core.client.call('machines.list', {})
const machine =
  known?.machine ??
  (phase === 'import-machine' ? undefined : await core.client.call('machines.create', { name: 'Crash' }))
const machineId = machine?.id ?? ''

core.on('recordings.changed', ({ machineId }) => {
  void core.client.call('recordings.list', { machineId, limit: 1 }).then(
    ({ total }) => say({ reported: total }),
    (error: unknown) => say({ error: String(error) })
  )
})
core.on('jobs.changed', job => {
  if (job.endedAt === null) return
  say({ ended: job.state, message: job.error?.message })
  void core
    .close()
    .then(() => compute.close())
    .then(() => process.exit())
})

if (phase === 'import') {
  const { planId } = await core.client.call('imports.plan', { machineId, source: { paths: [inputDir] } })
  await core.client.call('imports.start', { planId, clipLengthS: 2, label: 'normal' })
} else if (phase === 'export-machine') {
  await core.client.call('machines.export', { machineId, path: inputDir })
} else if (phase === 'import-machine') {
  await core.client.call('machines.import', { source: { path: inputDir } })
} else {
  await core.client.call('models.fit', { machineId })
}
say({ started: phase })
