import type { ClipScore, Machine } from '../../../electron/contract/index.ts'
import type { NewRecording, StoredModel } from '../../../electron/store/index.ts'

/** A machine with nothing special about it. */
export const newTestMachine = (id: string): Machine => ({
  id,
  name: `Machine ${id}`,
  kind: '',
  site: '',
  line: '',
  nominalSpeed: '',
  notes: '',
  timeZone: 'UTC',
  clipLengthS: 10,
  channel: 1,
  ignoreLevel: false,
  alarmCount: 2,
  alarmWindow: 5,
  bandHz: null,
  currentModelId: null,
  isSample: false,
  createdAt: '2026-01-01T00:00:00.000Z'
})

/** A recording; its content is told by its id. */
export const newTestRecording = (
  id: string,
  machineId: string,
  facts: Partial<NewRecording> = {}
): NewRecording => ({
  id,
  machineId,
  sha256: id.padStart(64, '0'),
  storedPath: `recordings/00/${id.padStart(64, '0')}.wav`,
  fileName: `${id}.wav`,
  folder: '',
  container: 'wav',
  codec: 'pcm',
  sampleRateHz: 16_000,
  channels: 1,
  bitDepth: 16,
  durationS: 10,
  sizeBytes: 320_044,
  recordedAt: '2026-01-01T00:00:00.000Z',
  recordedAtSource: 'file-name',
  importedAt: '2026-01-02T00:00:00.000Z',
  label: 'unknown',
  domain: null,
  badges: [],
  clips: 1,
  levelDb: -30,
  bandwidthHz: 8000,
  ...facts
})

/** A clip's score. */
export const newTestScore = (clipId: string, recordingId: string, score: number): ClipScore => ({
  clipId,
  recordingId,
  score,
  pValue: 0.01,
  isHeldOut: false,
  views: [{ view: 'level', z: 3, share: 1 }],
  bands: Array.from({ length: 64 }, (_, band) => band / 2016),
  reasons: [{ code: 'impulses', params: { count: 12, lowHz: 3000 } }],
  lane: { startS: 0, stepS: 0.25, windowS: 1, values: [0.5, 1.5], threshold: 1.25, peakS: 0.75 }
})

export const FALSE_ALARMS = { per100: 5, low: 2, high: 11, newConditionHigh: null }

/** A model that flags from 2 on. */
export const newTestModel = (
  id: string,
  machineId: string,
  version: number
): Omit<StoredModel, 'isCurrent'> => ({
  id,
  machineId,
  version,
  detector: 'auto',
  params: { ignoreLevel: false },
  seed: 1,
  dataHash: 'hash',
  engine: 'javascript',
  appVersion: '0.1.0',
  channel: 1,
  clipLengthS: 10,
  normals: 5,
  learnedS: 50,
  conditions: [],
  isProvisional: true,
  fittedThreshold: 2,
  threshold: 2,
  monitorLine: 1,
  fittedFalseAlarms: FALSE_ALARMS,
  falseAlarms: FALSE_ALARMS,
  heldOutScores: [0.5],
  excluded: [],
  warnings: [{ code: 'few-normals', params: { have: 5 } }],
  training: null,
  check: null,
  note: '',
  createdAt: '2026-01-05T00:00:00.000Z'
})
