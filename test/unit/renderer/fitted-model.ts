import type { DetectorOffer, Model } from '../../../electron/contract/models.ts'

/** A version for tests. */
export const fittedModel = (version: number, rest: Partial<Model> = {}): Model => ({
  id: `model-${version}`,
  machineId: 'machine',
  version,
  detector: 'auto',
  params: {},
  seed: 1,
  dataHash: '',
  engine: '',
  appVersion: '0',
  normals: 20,
  learnedS: 200,
  conditions: [],
  isProvisional: false,
  fittedThreshold: 2,
  threshold: 2,
  monitorLine: 1,
  falseAlarms: { per100: 5, low: 2, high: 11, newConditionHigh: null },
  heldOutScores: [],
  excluded: [],
  warnings: [],
  training: null,
  check: null,
  note: '',
  createdAt: '2026-01-01T00:00:00.000Z',
  isCurrent: false,
  ...rest
})

/** What a detector would take, for tests. */
export const offer = (id: DetectorOffer['id'], rest: Partial<DetectorOffer> = {}): DetectorOffer => ({
  id,
  canFit: true,
  why: null,
  estimatedS: null,
  engine: null,
  isTrained: true,
  siblings: [],
  ...rest
})
