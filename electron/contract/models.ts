import { z } from 'zod'
import { badgeSchema, idSchema, instantSchema, nothing } from './common.ts'
import { event, method } from './method.ts'

/** Every detector; `auto` is the default. */
export const DETECTOR_IDS = [
  'auto',
  'twfr-gmm',
  'ae-mse',
  'ae-mahalanobis',
  'memcae',
  'dual-branch',
  'dual-branch-kmeans',
  'dual-branch-mixup',
  'dual-branch-smote'
] as const
/**
 * What a machine of the application can be fitted with: every detector, and `deeper`, which is `auto` fused with the
 * dual branch trained over all machines of its kind in the store.
 */
export const STORE_DETECTOR_IDS = [...DETECTOR_IDS, 'deeper'] as const
export const storeDetectorIdSchema = z.enum(STORE_DETECTOR_IDS)
export type StoreDetectorId = z.infer<typeof storeDetectorIdSchema>
export const detectorIdSchema = z.enum(DETECTOR_IDS)
/** Those that train no network. */
export const UNTRAINED_DETECTOR_IDS: readonly string[] = [
  'auto',
  'twfr-gmm'
] satisfies (typeof DETECTOR_IDS)[number][]
export type DetectorId = z.infer<typeof detectorIdSchema>

/** False alarms to expect among 100 normal recordings, with the interval that is honest for this many normals. */
export const falseAlarmsSchema = z.object({
  per100: z.number(),
  low: z.number(),
  high: z.number(),
  /** The interval for normal recordings in a condition that was not recorded; null when nothing can be said. */
  newConditionHigh: z.number().nullable()
})
export type FalseAlarms = z.infer<typeof falseAlarmsSchema>

/** A point of a loss curve. */
export const lossPointSchema = z.object({
  /** Counted from 1, over all networks of the fit. */
  epoch: z.number().int(),
  /** Counted from 1; missing where one is trained. */
  network: z.number().int().optional(),
  loss: z.number(),
  /** Mean loss over clips that were left out of the training; null where the method has none. */
  validationLoss: z.number().nullable()
})
export type LossPoint = z.infer<typeof lossPointSchema>

/** The same while the training goes on. */
export const trainingPointSchema = z.object({
  ...lossPointSchema.shape,
  /** Of all networks together. */
  epochs: z.number().int(),
  /** How many are trained one after the other; missing where it is one. */
  networks: z.number().int().optional(),
  /** Of the training, estimated from its steps so far. */
  remainingS: z.number().nullable()
})
export type TrainingPoint = z.infer<typeof trainingPointSchema>

/** How the network of a version was trained, or its networks. */
export const trainingSchema = z.object({
  points: z.array(lossPointSchema),
  /** Really trained, of all networks together: fewer than asked for where the time budget ended them. */
  epochs: z.number().int(),
  /** Epochs of each network; missing where there is one, and in versions made before it was kept. */
  networks: z.array(z.number().int()).optional(),
  trainedS: z.number(),
  budgetS: z.number().nullable()
})
export type Training = z.infer<typeof trainingSchema>

/** A machine of the same kind that a deeper fit learns from. */
export const siblingSchema = z.object({
  machineId: idSchema,
  name: z.string(),
  /** Normal clips. */
  normals: z.number().int()
})
export type Sibling = z.infer<typeof siblingSchema>

/** What was compared between `auto` alone and the deeper fit, and whether the latter is at least as good. */
export const checkFigureSchema = z.object({
  /**
   * calibration: share of held-out normals at or above the threshold (less is better). synthetic-recall: share of
   * synthetic faults in held-out normals that is flagged; sibling-recall: share of the siblings' clips that is.
   */
  name: z.enum(['calibration', 'synthetic-recall', 'sibling-recall']),
  before: z.number(),
  after: z.number(),
  /** Clips that both shares are of; versions made before it was kept lack it. */
  of: z.number().int().optional(),
  holds: z.boolean()
})
export type CheckFigure = z.infer<typeof checkFigureSchema>

export const checkSchema = z.object({
  /** All figures hold: the version may be adopted. Else adoption should be confirmed by a person who saw them. */
  holds: z.boolean(),
  siblings: z.array(siblingSchema),
  figures: z.array(checkFigureSchema)
})
export type Check = z.infer<typeof checkSchema>

export const modelSchema = z.object({
  id: idSchema,
  machineId: idSchema,
  /** Numbered from 1 per machine. */
  version: z.number().int(),
  detector: storeDetectorIdSchema,
  params: z.record(z.string(), z.unknown()),
  seed: z.number().int(),
  dataHash: z.string(),
  engine: z.string(),
  appVersion: z.string(),
  normals: z.number().int(),
  /** Total length of the clips learned from, seconds. */
  learnedS: z.number(),
  conditions: z.array(z.string()),
  isProvisional: z.boolean(),
  /** The threshold that the fit found, and the one in force (moved by hand or the same). */
  fittedThreshold: z.number(),
  threshold: z.number(),
  monitorLine: z.number(),
  falseAlarms: falseAlarmsSchema,
  /** Held-out scores of the normals: of blocks, and clip by clip. */
  heldOutScores: z.array(z.number()),
  excluded: z.array(z.object({ recordingId: idSchema.nullable(), fileName: z.string(), reason: z.string() })),
  warnings: z.array(
    z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
  ),
  /** Null where nothing was trained by gradient. */
  training: trainingSchema.nullable(),
  /** Of a deeper fit alone. */
  check: checkSchema.nullable(),
  note: z.string(),
  createdAt: instantSchema,
  isCurrent: z.boolean()
})
export type Model = z.infer<typeof modelSchema>

/** What a fit would learn from, and what stands in its way. */
export const fitPreviewSchema = z.object({
  normals: z.number().int(),
  clips: z.number().int(),
  learnedS: z.number(),
  clipLengthS: z.number().nullable(),
  conditions: z.array(z.object({ name: z.string(), recordings: z.number().int() })),
  missing: z.number().int(),
  canFit: z.boolean(),
  excluded: z.array(z.object({ recordingId: idSchema, fileName: z.string(), badge: badgeSchema })),
  levelDeviationDb: z.number().nullable(),
  suggestsIgnoreLevel: z.boolean()
})
export type FitPreview = z.infer<typeof fitPreviewSchema>

/** A detector as it stands to a machine: whether it can be fitted now, and what that takes. */
export const detectorOfferSchema = z.object({
  id: storeDetectorIdSchema,
  canFit: z.boolean(),
  /** Why not, as a sentence with what to do about it; null where it can. */
  why: z.string().nullable(),
  /** The whole fit on this computer, without the scoring of other recordings; null where nothing is known. */
  estimatedS: z.number().nullable(),
  /** What it would run on, for example "tensorflow on the CPU, 2 threads"; null where nothing can run it. */
  engine: z.string().nullable(),
  /** Whether a network is trained: it has epochs, a loss curve and a time budget. */
  isTrained: z.boolean(),
  /** Other machines that it would learn from; empty but for `deeper`. */
  siblings: z.array(siblingSchema)
})
export type DetectorOffer = z.infer<typeof detectorOfferSchema>

export const modelMethods = {
  'models.preview': method(z.object({ machineId: idSchema }), fitPreviewSchema),
  /** Every detector of the application, in the order of STORE_DETECTOR_IDS. */
  'models.detectors': method(z.object({ machineId: idSchema }), z.array(detectorOfferSchema)),
  /**
   * Fits a new version from the machine's normals and scores its recordings: a job, its result is
   * { modelId, isCurrent, scored, flagged }. A version of `auto` is current at once; one of another detector only
   * where the machine has none, or where it was fitted `again`: else a person compares the two and makes it current,
   * or removes it.
   */
  'models.fit': method(
    z.object({
      machineId: idSchema,
      /**
       * As the version in force was fitted: its detector, parameters, seed and time budget count, not those said here.
       * The new version takes its place at once, unless the check of a deeper fit does not hold.
       */
      again: z.boolean().default(false),
      detector: storeDetectorIdSchema.default('auto'),
      /** Of the detector, by name; what is left out has its default. */
      params: z.record(z.string(), z.unknown()).default({}),
      seed: z.number().int().min(0).max(2_147_483_647).default(1),
      /** Training ends after the epoch in which this is used up; null: never. */
      budgetS: z.number().positive().nullable().default(null),
      note: z.string().max(500).default('')
    }),
    z.object({ jobId: idSchema })
  ),
  /**
   * The detector of a fit (null of another job), and its loss curve so far, which is empty where it trains nothing,
   * has not begun or has ended.
   */
  'models.training': method(
    z.object({ jobId: idSchema }),
    z.object({ detector: storeDetectorIdSchema.nullable(), points: z.array(trainingPointSchema) })
  ),
  'models.list': method(z.object({ machineId: idSchema }), z.array(modelSchema)),
  'models.get': method(z.object({ modelId: idSchema }), modelSchema),
  'models.setCurrent': method(z.object({ modelId: idSchema }), modelSchema),
  'models.setNote': method(z.object({ modelId: idSchema, note: z.string().max(500) }), modelSchema),
  /** Moves the threshold by hand (null: back to the fitted one); flags and findings follow. */
  'models.setThreshold': method(
    z.object({ modelId: idSchema, threshold: z.number().nullable() }),
    modelSchema
  ),
  /** Expected false alarms at another threshold, from the held-out scores (for the draggable line). */
  'models.falseAlarmsAt': method(z.object({ modelId: idSchema, threshold: z.number() }), falseAlarmsSchema),
  /**
   * Which flags change between two versions on the clips both have scored; of the other version, how many of the
   * machine's recordings have clips without a score by it.
   */
  'models.compare': method(
    z.object({ modelId: idSchema, otherModelId: idSchema }),
    z.object({
      scoredByBoth: z.number().int(),
      recordings: z.number().int(),
      unscored: z.number().int(),
      changes: z.array(
        z.object({
          recordingId: idSchema,
          fileName: z.string(),
          score: z.number(),
          otherScore: z.number(),
          isFlagged: z.boolean(),
          otherIsFlagged: z.boolean()
        })
      )
    })
  ),
  /** Scores recordings (default: all of the machine) by a version: a job. */
  'models.score': method(
    z.object({ modelId: idSchema, recordingIds: z.array(idSchema).optional() }),
    z.object({ jobId: idSchema })
  ),
  /** A version that is not current can be removed with its scores. */
  'models.remove': method(z.object({ modelId: idSchema }), nothing)
} as const

export const modelEvents = {
  'models.changed': event(z.object({ machineId: idSchema })),
  /** An epoch of a fit is done. */
  'models.training': event(z.object({ jobId: idSchema, machineId: idSchema, point: trainingPointSchema }))
} as const
