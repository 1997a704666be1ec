import { z } from 'zod'

/** Opaque identifier of a row. */
export const idSchema = z.string().min(1).max(64)

/** A point of time, UTC, ISO 8601 with milliseconds. */
export const instantSchema = z.iso.datetime({ offset: true })

/** What a person said of a recording. */
export const LABELS = ['normal', 'anomalous', 'unknown'] as const
export const labelSchema = z.enum(LABELS)
export type Label = z.infer<typeof labelSchema>

/** DCASE domain of a recording. */
export const domainSchema = z.enum(['source', 'target'])
export type Domain = z.infer<typeof domainSchema>

/** Operating condition as key-value pairs, for example speed or load. */
export const attributesSchema = z.record(z.string().min(1).max(64), z.string().max(256))

/** Where the time of a recording comes from. */
export const recordedAtSourceSchema = z.enum([
  'bext',
  'file-name',
  'modification-time',
  'entered',
  'recorded'
])
export type RecordedAtSource = z.infer<typeof recordedAtSourceSchema>

/** One remark on a recording's quality; the sentence for it is in the interface's message catalogue. */
export const BADGE_CODES = [
  'clipping',
  'silence',
  'dc-offset',
  'drop-outs',
  'too-short',
  'narrow-band',
  'unlike-normals',
  'identical-normal',
  'recovered'
] as const
export const badgeCodeSchema = z.enum(BADGE_CODES)
export type BadgeCode = z.infer<typeof badgeCodeSchema>
export const badgeSchema = z.object({
  code: badgeCodeSchema,
  params: z.record(z.string(), z.union([z.number(), z.string()])).default({})
})
export type Badge = z.infer<typeof badgeSchema>

/** A machine's state, from its two lines and "k of the last m". */
export const machineStateSchema = z.enum(['acceptable', 'monitor', 'alarm', 'unknown'])
export type MachineState = z.infer<typeof machineStateSchema>

/** Empty input or output. */
export const nothing = z.object({})
