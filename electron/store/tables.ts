import type { Generated } from 'kysely'
import type {
  Label,
  RecordedAtSource,
  Domain,
  JobKind,
  JobState,
  Verdict,
  StoreDetectorId
} from '../contract/index.ts'

/** Booleans lie in the database as 0 or 1. */
export type Flag = 0 | 1

export interface MachineTable {
  id: string
  name: string
  kind: string
  site: string
  line: string
  nominalSpeed: string
  notes: string
  timeZone: string
  clipLengthS: number | null
  channel: number
  ignoreLevel: Flag
  alarmCount: number
  alarmWindow: number
  bandHz: number | null
  currentModelId: string | null
  lastModelVersion: Generated<number>
  isSample: Flag
  createdAt: string
}

export interface RecordingTable {
  id: string
  machineId: string
  sha256: string
  /** Path below the data folder, forward slashes. */
  storedPath: string
  fileName: string
  folder: string
  /** Folder and name in lower case, NFC: what the text filter looks in. */
  searchText: string
  container: string
  codec: string
  sampleRateHz: number
  channels: number
  bitDepth: number | null
  durationS: number
  sizeBytes: number
  recordedAt: string
  recordedAtSource: RecordedAtSource
  importedAt: string
  label: Label
  domain: Domain | null
  badges: string
  clipCount: number
  levelDb: number | null
  bandwidthHz: number | null
  score: number | null
  pValue: number | null
  isFlagged: Flag | null
  isAboveMonitor: Flag | null
  isHeldOut: Generated<Flag>
}

export interface AttributeTable {
  recordingId: string
  name: string
  value: string
}

export interface LabelTable {
  id: Generated<number>
  recordingId: string
  label: Label
  by: string
  at: string
}

export interface ClipTable {
  id: string
  recordingId: string
  machineId: string
  position: number
  channel: number
  startS: number
  lengthS: number
  /** 0: cut for an earlier channel or clip length; kept for the scores and verdicts on it. */
  isCurrent: Generated<Flag>
}

/** How a recording was made at the machine. */
export interface CaptureTable {
  recordingId: string
  device: string
  settings: string
  sampleRateHz: number
  channels: number
  preRollFrames: number
  series: string | null
  gaps: string
  isRecovered: Flag
}

export interface EventTable {
  id: string
  machineId: string
  at: string
  text: string
}

export interface JobTable {
  id: string
  kind: JobKind
  state: JobState
  machineId: string | null
  input: string
  progress: number
  message: string
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  result: string | null
  error: string | null
}

export interface ModelTable {
  id: string
  machineId: string
  version: number
  detector: StoreDetectorId
  params: string
  seed: number
  dataHash: string
  engine: string
  appVersion: string
  channel: number
  clipLengthS: number
  normals: number
  learnedS: number
  conditions: string
  isProvisional: Flag
  fittedThreshold: number
  threshold: number
  monitorLine: number
  fittedFalseAlarms: string
  falseAlarms: string
  heldOutScores: string
  excluded: string
  warnings: string
  note: string
  training: string | null
  check: string | null
  createdAt: string
}

export interface ScoreTable {
  modelId: string
  clipId: string
  recordingId: string
  score: number
  pValue: number
  isHeldOut: Flag
  peakS: number
  views: string
  bands: Uint8Array
  reasons: string
  lane: Uint8Array
  scoredAt: string
}

export interface FindingTable {
  id: string
  machineId: string
  recordingId: string
  clipId: string
  modelVersion: number
  score: number
  threshold: number
  pValue: number
  peakS: number
  reasons: string
  verdict: Verdict | null
  comment: Generated<string>
  decidedBy: string | null
  decidedAt: string | null
}

export interface ReportTable {
  id: string
  machineId: string
  createdAt: string
  by: string
  fileName: string
  pages: number
  sizeBytes: number
}

export interface SettingTable {
  key: string
  value: string
}

export interface AuditLogTable {
  id: Generated<number>
  at: string
  by: string
  action: string
  machineId: string | null
  details: string
}

/** Tables and columns as Kysely sees them; the database has them in snake_case. */
export interface Tables {
  machine: MachineTable
  recording: RecordingTable
  attribute: AttributeTable
  label: LabelTable
  clip: ClipTable
  capture: CaptureTable
  event: EventTable
  job: JobTable
  model: ModelTable
  score: ScoreTable
  finding: FindingTable
  report: ReportTable
  setting: SettingTable
  auditLog: AuditLogTable
}
