import { z } from 'zod'
import { instantSchema, nothing } from './common.ts'
import { ENGINE_CHOICES, ENGINE_IDS } from './engines.ts'
import { event, method } from './method.ts'

export const settingsSchema = z.object({
  /** Name of the engineer, for verdicts and reports. */
  engineer: z.string().max(120),
  organisation: z.string().max(120),
  theme: z.enum(['system', 'light', 'dark']),
  locale: z.enum(['en']),
  pageSize: z.enum(['A4', 'LETTER']),
  timeZone: z.string().max(64),
  /** Desktop: a notification of the system when a long job ends while the window is not looked at. */
  notifyJobs: z.boolean(),
  /** The learning engine that a person pinned. */
  engine: z.enum(ENGINE_CHOICES)
})
export type Settings = z.infer<typeof settingsSchema>

/** What `doctor` measured of one engine. */
export const engineReportSchema = z.object({
  id: z.enum(ENGINE_IDS),
  /** works: computes, and right. absent: nothing is here for it. failed: it is here and does not work. */
  state: z.enum(['works', 'absent', 'failed']),
  /** Why it does not work, and what to do about it; empty where it works. */
  why: z.string(),
  device: z.string().nullable(),
  version: z.string().nullable(),
  /** Null where that is not ours to say. */
  threads: z.number().nullable(),
  canTrain: z.boolean(),
  matrixGflops: z.number().nullable(),
  convolutionGradientGflops: z.number().nullable(),
  isCorrect: z.boolean().nullable(),
  /** Of the process that measured. */
  memoryMb: z.number().nullable(),
  /** Of the graphics card, where it can be told. */
  gpuMemoryMb: z.number().nullable()
})
export type EngineReport = z.infer<typeof engineReportSchema>

/** What `doctor` found: the engine in use, and every other one. */
export const doctorReportSchema = z.object({
  /** The engine in use, or `none`. */
  engine: z.string(),
  /** The one that was asked for. */
  choice: z.enum(ENGINE_CHOICES),
  isAvailable: z.boolean(),
  device: z.string(),
  version: z.string().nullable(),
  /** Which engine is in use, why not the pinned or a better one, and what to do. */
  explanation: z.string(),
  matrixGflops: z.number().nullable(),
  convolutionGradientGflops: z.number().nullable(),
  isCorrect: z.boolean().nullable(),
  memoryMb: z.number(),
  /** The better ones first. */
  engines: z.array(engineReportSchema)
})
export type DoctorReport = z.infer<typeof doctorReportSchema>

/** The engine that a compute process has opened last. */
export const engineInUseSchema = z.object({
  id: z.enum(ENGINE_IDS),
  /** Null where that is not ours to say. */
  threads: z.number().nullable()
})

export const systemInfoSchema = z.object({
  appVersion: z.string(),
  nodeVersion: z.string(),
  dataDir: z.string(),
  platform: z.string(),
  startedAt: instantSchema,
  /** True where the host can open files of this computer by path (desktop, local server). */
  canReadPaths: z.boolean(),
  /** Null until a network was trained, scored with or asked for. */
  engine: engineInUseSchema.nullable()
})
export type SystemInfo = z.infer<typeof systemInfoSchema>

export const systemMethods = {
  'settings.get': method(nothing, settingsSchema),
  'settings.update': method(settingsSchema.partial(), settingsSchema),
  'system.info': method(nothing, systemInfoSchema),
  'system.doctor': method(nothing, doctorReportSchema),
  /** Folders and audio files of a folder of this computer, for the folder chooser of the browser. */
  'system.browse': method(
    z.object({ path: z.string().optional() }),
    z.object({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.object({ name: z.string(), path: z.string() })),
      audioFiles: z.number().int()
    })
  ),
  'auditLog.list': method(
    z.object({ machineId: z.string().optional(), limit: z.number().int().max(1000).default(200) }),
    z.array(
      z.object({
        at: instantSchema,
        by: z.string(),
        action: z.string(),
        details: z.record(z.string(), z.unknown())
      })
    )
  )
} as const

export const systemEvents = {
  'settings.changed': event(settingsSchema),
  /** A compute process has opened another engine than the last one. */
  'engine.changed': event(engineInUseSchema)
} as const
