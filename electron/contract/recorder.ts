import { z } from 'zod'
import {
  attributesSchema,
  badgeCodeSchema,
  badgeSchema,
  domainSchema,
  idSchema,
  instantSchema,
  labelSchema,
  nothing
} from './common.ts'
import { event, method } from './method.ts'
import { reasonSchema } from './results.ts'

/** The microphone that was chosen. */
export const deviceSchema = z.object({
  label: z.string().max(300),
  /** The browser's id of the device; another one in another browser. */
  id: z.string().max(300).optional()
})

/** MediaTrackSettings that the track really had, not the ones that were asked for; null: not told. */
export const trackSettingsSchema = z.object({
  /** True or false; some browsers name the kind. */
  echoCancellation: z
    .union([z.boolean(), z.string().max(40)])
    .nullable()
    .default(null),
  noiseSuppression: z.boolean().nullable().default(null),
  autoGainControl: z.boolean().nullable().default(null),
  channelCount: z.number().int().nullable().default(null),
  sampleRate: z.number().nullable().default(null),
  sampleSize: z.number().nullable().default(null),
  /** Seconds. */
  latency: z.number().nullable().default(null)
})
export type TrackSettings = z.infer<typeof trackSettingsSchema>

/** One of several takes of a plan such as "20 clips of 10 s, one a minute"; driven by the interface. */
export const seriesSchema = z.object({
  id: idSchema,
  /** Counted from 1. */
  number: z.number().int().min(1),
  of: z.number().int().min(1).max(10_000)
})

/**
 * Samples that never came: they lie in the file as silence from this frame on, and are named here. `isJoined`: the
 * file has no silence for them; the sound goes on without them near this frame.
 */
export const gapSchema = z.object({
  firstFrame: z.number().int().min(0),
  frames: z.number().int().min(1),
  isJoined: z.boolean().optional()
})
export type Gap = z.infer<typeof gapSchema>

/** How a recording was made at the machine; kept with it. */
export const captureSchema = z.object({
  device: deviceSchema,
  settings: trackSettingsSchema,
  sampleRateHz: z.number(),
  channels: z.number().int(),
  /** Frames at its beginning that were heard before the button was pressed. */
  preRollFrames: z.number().int(),
  series: seriesSchema.nullable(),
  gaps: z.array(gapSchema),
  /** True: the application ended while it was recorded; it holds what had been written. */
  isRecovered: z.boolean()
})
export type Capture = z.infer<typeof captureSchema>

/** A finished take shorter than this is refused: there is nothing in it. */
export const MIN_TAKE_S = 0.1
/** A jump of firstFrame longer than this is refused: finish the take and begin another. Seconds. */
export const MAX_GAP_S = 60
/** Most bytes of one post of samples. */
export const MAX_BLOCK_BYTES = 64 * 1024 * 1024

/** What a take is begun with. Samples are posted as interleaved Float32, little-endian, all channels. */
export const takeStartSchema = z.object({
  machineId: idSchema,
  /** The rate that the audio context really has. */
  sampleRateHz: z.number().int().min(8000).max(384_000),
  channels: z.number().int().min(1).max(32),
  /** The time of frame 0, pre-roll included. */
  startedAt: instantSchema,
  label: labelSchema.default('unknown'),
  domain: domainSchema.nullable().default(null),
  attributes: attributesSchema.default({}),
  device: deviceSchema,
  settings: trackSettingsSchema,
  series: seriesSchema.nullable().default(null),
  preRollFrames: z.number().int().min(0).default(0)
})
export type TakeStart = z.output<typeof takeStartSchema>

/**
 * recording: samples come in. ended: it took its last sample by itself (the disk is full, the file as long as a
 * WAV file can be), or its import did not reach the end. recovered: the application ended while it was recorded.
 * importing: finished, an import job brings it in. The ended and recovered ones wait for a person: finish or discard.
 */
export const TAKE_STATES = ['recording', 'ended', 'recovered', 'importing'] as const

/** One recording that is being written, or waits to be kept or discarded. */
export const takeSchema = takeStartSchema.extend({
  id: idSchema,
  state: z.enum(TAKE_STATES),
  /** Written so far, gaps filled. */
  frames: z.number().int(),
  gaps: z.array(gapSchema),
  /** Why it ended by itself, a whole sentence; null while it records. */
  reason: z.string().nullable()
})
export type Take = z.infer<typeof takeSchema>

/** Answer of a post to mediaUrl.take. */
export const takeProgressSchema = z.object({
  /** Frames written so far, gaps filled: where the next block is expected. */
  frames: z.number().int(),
  /** Gaps so far, and the frames they are together. */
  gaps: z.number().int(),
  gapFrames: z.number().int()
})
export type TakeProgress = z.infer<typeof takeProgressSchema>

/** Answer of a post to mediaUrl.live: the samples judged by the machine's current model; nothing is stored. */
export const liveScoreSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('score'),
    modelVersion: z.number().int(),
    score: z.number(),
    pValue: z.number(),
    threshold: z.number(),
    monitorLine: z.number(),
    isFlagged: z.boolean(),
    isAboveMonitor: z.boolean(),
    reasons: z.array(reasonSchema)
  }),
  /** Cannot be judged (silence, narrower band than the normals): a sentence part, and its badge. */
  z.object({ kind: z.literal('refused'), reason: z.string(), badge: badgeSchema.nullable() })
])
export type LiveScore = z.infer<typeof liveScoreSchema>

const conditionSchema = z.object({
  /** For example "target, load 2, speed 6"; "" where none was entered. */
  name: z.string(),
  domain: domainSchema.nullable(),
  attributes: attributesSchema,
  /** Recordings under this condition that are labelled normal and can be learned from. */
  normals: z.number().int(),
  /** All recordings under this condition. */
  recordings: z.number().int()
})

/** What the first fit needs, what is there and what is missing. */
export const guideSchema = z.object({
  clipLengthS: z.number().nullable(),
  /** Normal recordings and their clips that a fit would learn from. */
  normals: z.number().int(),
  clips: z.number().int(),
  learnedS: z.number(),
  /** Clips that a provisional and that a firm fit take, and how many more are needed for each. */
  provisionalClips: z.number().int(),
  fullClips: z.number().int(),
  missingForProvisional: z.number().int(),
  missingForFull: z.number().int(),
  /** Most normals first. A condition with recordings and no normals is missing among them. */
  conditions: z.array(conditionSchema),
  /** Days in the machine's time zone (2026-07-29) with their normal recordings. */
  days: z.array(z.object({ day: z.string(), recordings: z.number().int() })),
  /** Sessions: a pause of over four hours ends one. */
  sessions: z.number().int(),
  levelDeviationDb: z.number().nullable(),
  suggestsIgnoreLevel: z.boolean(),
  /** Normals that no fit learns from (see their badges). */
  excluded: z.number().int(),
  /** Why they are left out, and how many of them for each reason. */
  excludedFor: z.array(z.object({ badge: badgeCodeSchema, recordings: z.number().int() }))
})
export type Guide = z.infer<typeof guideSchema>

export const recorderMethods = {
  /** Opens the file; then samples go to mediaUrl.take. @throws busy while another take of the machine records */
  'takes.begin': method(takeStartSchema, z.object({ takeId: idSchema })),
  /**
   * Ends the take, or keeps one that waits, and starts the job that imports it. The recording has the answered id
   * once the job is done; its result (ImportResult) says so. Answers at once.
   */
  'takes.finish': method(
    z.object({
      takeId: idSchema,
      /** Frames that were captured; where fewer arrived, the rest is a gap. */
      frames: z.number().int().min(0).optional(),
      /** Further places that are known not to be what the microphone heard. */
      gaps: z.array(gapSchema).max(10_000).default([]),
      /** Corrections of what it was begun with. */
      label: labelSchema.optional(),
      attributes: attributesSchema.optional()
    }),
    z.object({ recordingId: idSchema, jobId: idSchema })
  ),
  /** Removes the take and its samples. */
  'takes.discard': method(z.object({ takeId: idSchema }), nothing),
  /** Takes that record or wait, oldest first. */
  'takes.list': method(z.object({ machineId: idSchema.optional() }), z.array(takeSchema)),
  'recorder.guide': method(z.object({ machineId: idSchema }), guideSchema)
} as const

export const recorderEvents = {
  /** A take began, ended, was finished or discarded (not: got samples). */
  'takes.changed': event(z.object({ machineId: idSchema }))
} as const
