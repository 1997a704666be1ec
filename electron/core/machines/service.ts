import { randomUUID } from 'node:crypto'
import {
  AppError,
  type Machine,
  type MachineEvent,
  type MachineFields,
  type MachineSummary,
  type ParsedInput
} from '../../contract/index.ts'
import { audit, now, type CoreContext } from '../context.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { applyModel } from '../models/apply.ts'
import { readSettings } from '../system/settings.ts'
import { assertTimeZone } from '../time/zone.ts'
import { needMachine } from './need.ts'
import { removeMachine } from './remove.ts'
import { summariesOf } from './summary.ts'

const DEFAULTS = {
  kind: '',
  site: '',
  line: '',
  nominalSpeed: '',
  notes: '',
  clipLengthS: null,
  channel: 1,
  ignoreLevel: false,
  alarmCount: 2,
  alarmWindow: 5
} as const

const assertFields = (fields: Pick<MachineFields, 'timeZone' | 'alarmCount' | 'alarmWindow'>): void => {
  assertTimeZone(fields.timeZone)
  if (fields.alarmCount > fields.alarmWindow) {
    throw new AppError(
      'invalid',
      `An alarm after ${fields.alarmCount} of the last ${fields.alarmWindow} recordings can never come`,
      { alarmCount: fields.alarmCount, alarmWindow: fields.alarmWindow }
    )
  }
}

/** A machine with defaults for what is not given; not yet stored. */
export const newMachine = (
  fields: Partial<MachineFields> & Pick<MachineFields, 'name'>,
  timeZone: string,
  isSample = false
): Machine => ({
  ...DEFAULTS,
  timeZone,
  ...fields,
  id: randomUUID(),
  bandHz: null,
  currentModelId: null,
  isSample,
  createdAt: now()
})

/** Machines and what happened to them. */
export const createMachineService = (
  context: CoreContext,
  runner: JobRunner,
  takes: { readonly removeOfMachine: (machineId: string) => Promise<void> }
) => {
  const { store, bus } = context

  /** Another channel or clip length: the clips are cut anew, and no model of the old setting is current. */
  const changeAnalysis = async (machine: Machine): Promise<void> => {
    const { id: machineId, channel, clipLengthS } = machine
    await store.transaction(async repositories => {
      await repositories.clips.setAside(machineId)
      await applyModel(repositories, machineId, null)
      await audit(repositories, 'change-analysis', machineId, { channel, clipLengthS })
    })
    await runner.start('reanalyse', machineId, { machineId })
    bus.emit('models.changed', { machineId })
    bus.emit('recordings.changed', { machineId })
    bus.emit('findings.changed', { machineId })
  }

  return {
    list: async (): Promise<MachineSummary[]> => summariesOf(store, await store.machines.list()),

    get: async (machineId: string): Promise<MachineSummary> => {
      const [summary] = await summariesOf(store, [await needMachine(store, machineId)])
      if (!summary) throw new Error('A machine without its row')
      return summary
    },

    create: async (fields: ParsedInput<'machines.create'>): Promise<Machine> => {
      const machine = newMachine(fields, (await readSettings(store)).timeZone)
      assertFields(machine)
      await store.transaction(async repositories => {
        await repositories.machines.insert(machine)
        await audit(repositories, 'create-machine', machine.id, { name: machine.name })
      })
      bus.emit('machines.changed', { machineId: machine.id })
      return machine
    },

    update: async (machineId: string, fields: Partial<MachineFields>): Promise<Machine> => {
      const before = await needMachine(store, machineId)
      const after = { ...before, ...fields }
      assertFields(after)
      const isNewAnalysis = after.channel !== before.channel || after.clipLengthS !== before.clipLengthS
      const recordings = isNewAnalysis ? await store.recordings.count(machineId) : 0
      if (recordings > 0 && after.clipLengthS === null) {
        throw new AppError('invalid', 'A machine with recordings needs a clip length')
      }
      await store.machines.update(machineId, fields)
      if (recordings > 0) await changeAnalysis(after)
      bus.emit('machines.changed', { machineId })
      return needMachine(store, machineId)
    },

    remove: async (machineId: string): Promise<void> => {
      await takes.removeOfMachine(machineId)
      await removeMachine(context, runner, machineId)
    },

    events: async (machineId: string): Promise<MachineEvent[]> => {
      await needMachine(store, machineId)
      return store.events.ofMachine(machineId)
    },

    addEvent: async (event: ParsedInput<'machineEvents.add'>): Promise<MachineEvent> => {
      await needMachine(store, event.machineId)
      const added = { ...event, id: randomUUID(), at: new Date(event.at).toISOString() }
      await store.transaction(async repositories => {
        await repositories.events.insert(added)
        await audit(repositories, 'add-event', event.machineId, { text: event.text, at: added.at })
      })
      bus.emit('machines.changed', { machineId: event.machineId })
      return added
    },

    removeEvent: async (eventId: string): Promise<void> => {
      const event = await store.events.get(eventId)
      if (!event) throw new AppError('not-found', 'There is no such event', { eventId })
      await store.transaction(async repositories => {
        await repositories.events.remove(eventId)
        await audit(repositories, 'remove-event', event.machineId, { text: event.text })
      })
      bus.emit('machines.changed', { machineId: event.machineId })
    }
  }
}
