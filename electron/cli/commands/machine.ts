import { createInterface } from 'node:readline/promises'
import type { MachineFields, MachineSummary } from '../../contract/machines.ts'
import type { Label } from '../../contract/common.ts'
import { falseAlarmSentence, stateWord } from '../../contract/sentences.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT, exitCodeFor } from '../exit-code.ts'
import { allRecordings, findMachine, findModel, isMeant } from '../find-machine.ts'
import { columns } from '../table.ts'

/** What a person can say of a machine on the command line. */
export interface MachineOptions {
  readonly name?: string
  readonly kind?: string
  readonly site?: string
  readonly line?: string
  readonly speed?: string
  readonly notes?: string
  readonly timeZone?: string
  readonly clipSeconds?: number
  readonly channel?: number
  readonly ignoreLevel?: boolean
  readonly alarm?: { readonly alarmCount: number; readonly alarmWindow: number }
}

const fieldsOf = (options: MachineOptions): Partial<MachineFields> => {
  const { name, kind, site, line, speed, notes, timeZone, clipSeconds, channel, ignoreLevel, alarm } = options
  const fields = {
    name,
    kind,
    site,
    line,
    nominalSpeed: speed,
    notes,
    timeZone,
    clipLengthS: clipSeconds,
    channel,
    ignoreLevel,
    ...alarm
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

const day = (iso: string | null): string => (iso === null ? '-' : iso.slice(0, 10))

/** `machine list` */
export const listMachines = (context: CliContext): Promise<ExitCode> =>
  withCore(context, async client => {
    const all = await client.call('machines.list', {})
    if (context.json) context.terminal.print(JSON.stringify(all))
    else if (all.length === 0) {
      context.terminal.note('There are no machines yet. Make one with: earshot machine create NAME')
    } else {
      const rows = all.map(
        ({ machine, state, recordings, normals, openFindings, modelVersion, lastHeardAt }) => [
          stateWord(state),
          machine.name,
          machine.site || '-',
          recordings,
          normals,
          modelVersion === null ? '-' : `v${modelVersion}`,
          openFindings,
          day(lastHeardAt),
          machine.id
        ]
      )
      const header = ['state', 'name', 'site', 'recordings', 'normals', 'model', 'open', 'last heard', 'id']
      context.terminal.print(columns(header, rows))
    }
    return EXIT.allDone
  })

const describe = ({
  machine,
  state,
  recordings,
  normals,
  openFindings,
  lastHeardAt
}: MachineSummary): string[] => [
  `${machine.name}  (${stateWord(state)})`,
  `  id             ${machine.id}`,
  `  kind           ${machine.kind || '-'}`,
  `  site, line     ${machine.site || '-'}, ${machine.line || '-'}`,
  `  nominal speed  ${machine.nominalSpeed || '-'}`,
  `  time zone      ${machine.timeZone}`,
  `  clips          ${machine.clipLengthS === null ? 'length proposed by the first normals' : `${machine.clipLengthS} s`}, channel ${machine.channel}`,
  `  loudness       ${machine.ignoreLevel ? 'ignored' : 'counts'}`,
  `  alarm from     ${machine.alarmCount} flagged of the last ${machine.alarmWindow}`,
  `  recordings     ${recordings}, ${normals} of them normal, last ${day(lastHeardAt)}`,
  `  open findings  ${openFindings}`
]

/** `machine show M` */
export const showMachine = (context: CliContext, name: string): Promise<ExitCode> =>
  withCore(context, async client => {
    const summary = await findMachine(client, name)
    const models = await client.call('models.list', { machineId: summary.machine.id })
    if (context.json) context.terminal.print(JSON.stringify({ ...summary, models }))
    else {
      const lines = models.map(
        model =>
          `  model ${model.version}${model.isCurrent ? ' (in use)' : ''}: ${model.normals} normals, flagged from ` +
          `${model.threshold.toFixed(2)}, monitor from ${model.monitorLine.toFixed(2)}. ${falseAlarmSentence(model.falseAlarms)}`
      )
      context.terminal.print([...describe(summary), ...lines].join('\n'))
    }
    return EXIT.allDone
  })

/** `machine create NAME` */
export const createMachine = (
  context: CliContext,
  name: string,
  options: MachineOptions
): Promise<ExitCode> =>
  withCore(context, async client => {
    const machine = await client.call('machines.create', { ...fieldsOf(options), name })
    const all = await client.call('machines.list', {})
    const namesakes = all.filter(({ machine: { name: other } }) => other === machine.name).length - 1
    if (namesakes > 0) {
      context.terminal.note(
        `${namesakes === 1 ? 'Another machine is' : `${namesakes} other machines are`} named "${machine.name}" ` +
          'already: commands need an id to tell them apart (earshot machine list).'
      )
    }
    context.terminal.print(context.json ? JSON.stringify(machine) : machine.id)
    return EXIT.allDone
  })

/** `machine set M`; the threshold belongs to the model in use. */
export const setMachine = (
  context: CliContext,
  name: string,
  options: MachineOptions & { readonly threshold?: number | 'fitted' }
): Promise<ExitCode> =>
  withCore(context, async client => {
    const { machine } = await findMachine(client, name)
    const fields = fieldsOf(options)
    if (Object.keys(fields).length > 0)
      await client.call('machines.update', { machineId: machine.id, fields })
    if (options.threshold !== undefined) {
      const model = await findModel(client, machine.id)
      const threshold = options.threshold === 'fitted' ? null : options.threshold
      await client.call('models.setThreshold', { modelId: model.id, threshold })
    }
    const summary = await client.call('machines.get', { machineId: machine.id })
    context.terminal.print(context.json ? JSON.stringify(summary) : describe(summary).join('\n'))
    return EXIT.allDone
  })

const confirmed = async ({ machine, recordings }: MachineSummary): Promise<boolean> => {
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await ask.question(
    `Remove "${machine.name}" with its ${recordings} recordings, models and findings for good? [y/N] `
  )
  ask.close()
  return /^y(es)?$/iu.test(answer.trim())
}

/** `machine remove M` */
export const removeMachine = (
  context: CliContext,
  name: string,
  options: { readonly yes?: boolean }
): Promise<ExitCode> =>
  withCore(context, async client => {
    const summary = await findMachine(client, name)
    if (options.yes !== true && !(await confirmed(summary))) return EXIT.nothingDone
    await client.call('machines.remove', { machineId: summary.machine.id })
    context.terminal.note(`Removed "${summary.machine.name}" with ${summary.recordings} recordings.`)
    if (context.json) context.terminal.print(JSON.stringify({ removed: summary.machine.id }))
    return EXIT.allDone
  })

/** `machine label M normal FILES…` */
export const labelRecordings = (
  context: CliContext,
  name: string,
  label: Label,
  names: readonly string[],
  options: { readonly all?: boolean }
): Promise<ExitCode> =>
  withCore(context, async client => {
    const { machine } = await findMachine(client, name)
    const recordings = await allRecordings(client, machine.id)
    const chosen = recordings.filter(
      row => options.all === true || names.some(wanted => isMeant(row, wanted))
    )
    const missing = names.filter(wanted => !recordings.some(row => isMeant(row, wanted)))
    for (const wanted of missing) context.terminal.note(`${wanted}: this machine has no such recording`)
    if (chosen.length > 0) {
      await client.call('recordings.update', { recordingIds: chosen.map(({ id }) => id), label })
    }
    if (context.json) context.terminal.print(JSON.stringify({ labelled: chosen.length, missing }))
    else context.terminal.note(`${chosen.length} recordings are labelled ${label} now.`)
    return exitCodeFor(chosen.length, chosen.length === 0 ? 1 : missing.length)
  })
