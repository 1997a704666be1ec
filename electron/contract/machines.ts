import { z } from 'zod'
import { attributesSchema, idSchema, instantSchema, machineStateSchema, nothing } from './common.ts'
import { event, method } from './method.ts'
import { storeDetectorIdSchema } from './models.ts'

/** What a person enters about a machine. */
export const machineFieldsSchema = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z.string().trim().max(60),
  site: z.string().trim().max(120),
  line: z.string().trim().max(120),
  nominalSpeed: z.string().trim().max(60),
  notes: z.string().max(10_000),
  /** IANA name of the zone in which file names and bext chunks tell the time. */
  timeZone: z.string().max(64),
  /** Length of the analysed clips in seconds; null until the first normals propose it. */
  clipLengthS: z.number().min(1).max(60).nullable(),
  /** The analysed channel, counted from 1. */
  channel: z.number().int().min(1).max(32),
  /** True: the overall level does not count as evidence (movable microphone or gain). */
  ignoreLevel: z.boolean(),
  /** A machine is in alarm when at least `alarmCount` of its last `alarmWindow` recordings are flagged. */
  alarmCount: z.number().int().min(1).max(50),
  alarmWindow: z.number().int().min(1).max(50)
})
export type MachineFields = z.infer<typeof machineFieldsSchema>

export const machineSchema = machineFieldsSchema.extend({
  id: idSchema,
  /** Upper edge of the band that the machine's normals fill, in Hz; null before there are any. */
  bandHz: z.number().positive().nullable(),
  currentModelId: idSchema.nullable(),
  isSample: z.boolean(),
  createdAt: instantSchema
})
export type Machine = z.infer<typeof machineSchema>

/** One row of the overview. */
export const machineSummarySchema = z.object({
  machine: machineSchema,
  state: machineStateSchema,
  recordings: z.number().int(),
  normals: z.number().int(),
  openFindings: z.number().int(),
  lastHeardAt: instantSchema.nullable(),
  modelVersion: z.number().int().nullable(),
  /** By which the version in force was fitted: that is what a fit again takes. */
  modelDetector: storeDetectorIdSchema.nullable(),
  modelCreatedAt: instantSchema.nullable(),
  threshold: z.number().nullable(),
  /** Median of the held-out scores of the normals: scores of another detector may lie far from zero. */
  normalScore: z.number().nullable(),
  /** The last scores by recording, oldest first, at most 60. */
  recentScores: z.array(z.number())
})
export type MachineSummary = z.infer<typeof machineSummarySchema>

/** Something that happened to the machine ("bearing replaced"). */
export const machineEventSchema = z.object({
  id: idSchema,
  machineId: idSchema,
  at: instantSchema,
  text: z.string().trim().min(1).max(500)
})
export type MachineEvent = z.infer<typeof machineEventSchema>

/** Many new flags of one kind: perhaps an operating condition that was never recorded. */
export const conditionNoticeSchema = z.object({
  recordingIds: z.array(idSchema),
  flagged: z.number().int(),
  of: z.number().int(),
  correlation: z.number()
})
export type ConditionNotice = z.infer<typeof conditionNoticeSchema>

export const machineMethods = {
  'machines.list': method(nothing, z.array(machineSummarySchema)),
  'machines.get': method(z.object({ machineId: idSchema }), machineSummarySchema),
  'machines.create': method(machineFieldsSchema.partial().required({ name: true }), machineSchema),
  'machines.update': method(
    z.object({ machineId: idSchema, fields: machineFieldsSchema.partial() }),
    machineSchema
  ),
  /** Deletes the machine with everything that belongs to it; files no other machine uses are removed. */
  'machines.remove': method(z.object({ machineId: idSchema }), nothing),
  'machines.notice': method(z.object({ machineId: idSchema }), conditionNoticeSchema.nullable()),
  /** Notice answered: label these recordings normal, with attributes if given, and fit again (a job). */
  'machines.acceptCondition': method(
    z.object({
      machineId: idSchema,
      recordingIds: z.array(idSchema),
      attributes: attributesSchema.optional()
    }),
    z.object({ jobId: idSchema })
  ),
  /** Makes the sample machine (synthesised, seeded), imports and fits it: a job. */
  'machines.createSample': method(nothing, z.object({ machineId: idSchema, jobId: idSchema })),
  'machineEvents.list': method(z.object({ machineId: idSchema }), z.array(machineEventSchema)),
  'machineEvents.add': method(machineEventSchema.omit({ id: true }), machineEventSchema),
  'machineEvents.remove': method(z.object({ eventId: idSchema }), nothing)
} as const

export const machineEvents = {
  /** A machine, its state or counts changed. */
  'machines.changed': event(z.object({ machineId: idSchema }))
} as const
