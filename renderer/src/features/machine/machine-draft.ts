import type { Machine, MachineFields } from '../../../../electron/contract/machines.ts'

/** What stands in the form before a person changes it. */
export const emptyDraft = (timeZone: string): MachineFields => ({
  name: '',
  kind: '',
  site: '',
  line: '',
  nominalSpeed: '',
  notes: '',
  timeZone,
  clipLengthS: null,
  channel: 1,
  ignoreLevel: false,
  alarmCount: 3,
  alarmWindow: 5
})

/** The fields of a machine without what the core keeps. */
export const draftOf = (machine: Machine): MachineFields => ({
  name: machine.name,
  kind: machine.kind,
  site: machine.site,
  line: machine.line,
  nominalSpeed: machine.nominalSpeed,
  notes: machine.notes,
  timeZone: machine.timeZone,
  clipLengthS: machine.clipLengthS,
  channel: machine.channel,
  ignoreLevel: machine.ignoreLevel,
  alarmCount: machine.alarmCount,
  alarmWindow: machine.alarmWindow
})

/** Only the fields that differ, for an update that leaves the others alone. */
export const changedFields = (before: MachineFields, after: MachineFields): Partial<MachineFields> =>
  Object.fromEntries(
    Object.entries(after).filter(([key, value]) => before[key as keyof MachineFields] !== value)
  )

/** True when the change makes the core analyse all recordings again. */
export const needsAnalysis = (changed: Partial<MachineFields>): boolean =>
  changed.clipLengthS !== undefined || changed.channel !== undefined
