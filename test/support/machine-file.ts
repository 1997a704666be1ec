import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { MEDIA_TYPE } from '../../electron/contract/exchange.ts'
import {
  FORMAT_NAME,
  FORMAT_VERSION,
  MACHINE_ENTRY,
  MANIFEST_ENTRY,
  MEDIA_TYPE_ENTRY,
  RECORD_KINDS,
  recordsEntry,
  type ExchangeRecord,
  type MachineRecord,
  type RecordKind
} from '../../electron/contract/exchange-records.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const AT = '2026-01-01T08:00:00.000Z'

/** An identifier that tells what it is of. */
export const testId = (digit: string): string => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`

export const IDS = {
  machine: testId('1'),
  recording: testId('2'),
  otherRecording: testId('3'),
  clip: testId('4'),
  model: testId('5'),
  event: testId('6'),
  report: testId('7'),
  finding: 'f'.repeat(32)
} as const

const SOUND = Buffer.from('RIFF what the microphone heard')
const OTHER_SOUND = Buffer.from('RIFF another sound\u2028')
const PDF = Buffer.from('%PDF-1.7')
const MODEL_JSON = Buffer.from(JSON.stringify({ clips: [{ id: IDS.clip, group: IDS.recording }] }))

const recordingEntry = (bytes: Uint8Array): string => {
  const hash = sha256(bytes)
  return `recordings/${hash.slice(0, 2)}/${hash}.wav`
}

/** A small machine. */
export const testMachineRecord = (): MachineRecord => ({
  id: IDS.machine,
  name: 'Fan',
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
  bandHz: 8000,
  currentModelId: IDS.model,
  isSample: false,
  createdAt: AT,
  lastModelVersion: 3
})

const recording = (id: string, bytes: Uint8Array, fileName: string): ExchangeRecord<'recordings'> => ({
  id,
  sha256: sha256(bytes),
  file: recordingEntry(bytes),
  fileName,
  folder: 'normal',
  container: 'wav',
  codec: 'pcm',
  sampleRateHz: 16_000,
  channels: 1,
  bitDepth: 16,
  durationS: 10,
  sizeBytes: bytes.length,
  recordedAt: AT,
  recordedAtSource: 'file-name',
  importedAt: AT,
  label: 'normal',
  domain: null,
  attributes: { speed: '1450' },
  badges: [],
  clips: 1,
  levelDb: -30,
  bandwidthHz: 8000,
  capture: null
})

const FALSE_ALARMS = { per100: 5, low: 2, high: 11, newConditionHigh: null }
const NUMBERS = Buffer.from(new Float32Array([0.5, 1.5]).buffer).toString('base64')

/** Records of a small machine that has one of everything. */
export const testRecords = (): { [K in RecordKind]: ExchangeRecord<K>[] } => ({
  recordings: [
    recording(IDS.recording, SOUND, 'a.wav'),
    recording(IDS.otherRecording, OTHER_SOUND, 'line\u2028separator.wav')
  ],
  clips: [
    {
      id: IDS.clip,
      recordingId: IDS.recording,
      index: 0,
      channel: 1,
      startS: 0,
      lengthS: 10,
      isCurrent: true
    }
  ],
  labels: [{ recordingId: IDS.recording, label: 'normal', by: 'Jürgen', at: AT }],
  models: [
    {
      id: IDS.model,
      version: 3,
      detector: 'auto',
      params: { ignoreLevel: false },
      seed: 1,
      dataHash: 'hash',
      engine: 'javascript',
      appVersion: '0.1.0',
      channel: 1,
      clipLengthS: 10,
      normals: 1,
      learnedS: 10,
      conditions: [],
      isProvisional: true,
      fittedThreshold: 2,
      threshold: 1.25,
      monitorLine: 1,
      fittedFalseAlarms: FALSE_ALARMS,
      falseAlarms: FALSE_ALARMS,
      heldOutScores: [0.5],
      excluded: [{ recordingId: IDS.otherRecording, fileName: 'b.wav', reason: 'silence' }],
      warnings: [],
      training: null,
      check: null,
      note: '',
      createdAt: AT
    }
  ],
  events: [{ id: IDS.event, at: AT, text: 'Bearing replaced' }],
  reports: [{ id: IDS.report, createdAt: AT, by: '', fileName: 'r.pdf', pages: 1, sizeBytes: PDF.length }],
  scores: [
    {
      modelId: IDS.model,
      clipId: IDS.clip,
      recordingId: IDS.recording,
      score: 1.5,
      pValue: 0.01,
      isHeldOut: false,
      peakS: 2,
      views: [{ view: 'level', z: 3, share: 1 }],
      bands: NUMBERS,
      reasons: [{ code: 'impulses', params: { count: 12 } }],
      lane: { startS: 0, stepS: 0.25, windowS: 1, threshold: 1.25, peakS: 2, values: NUMBERS },
      scoredAt: AT
    }
  ],
  findings: [
    {
      id: IDS.finding,
      recordingId: IDS.recording,
      clipId: IDS.clip,
      modelVersion: 3,
      score: 1.5,
      threshold: 1.25,
      pValue: 0.01,
      peakS: 2,
      reasons: [],
      verdict: 'confirmed',
      comment: 'worn',
      decidedBy: 'Jürgen',
      decidedAt: AT
    }
  ],
  audit: [{ at: AT, by: 'Jürgen', action: 'fit', details: { modelId: IDS.model, version: 3 } }]
})

export interface MachineFileParts {
  readonly machine: MachineRecord
  readonly records: ReturnType<typeof testRecords>
  /** Entries as they go into the file, in this order; the manifest is made from them. */
  readonly entries: Map<string, Buffer>
  /** Changed last. */
  readonly manifest: Record<string, unknown>
}

interface Changes {
  /** Before entries are made of them. */
  readonly records?: (parts: Pick<MachineFileParts, 'machine' | 'records'>) => void
  /** Before the manifest is made of them. */
  readonly entries?: (entries: Map<string, Buffer>) => void
  readonly manifest?: (manifest: Record<string, unknown>) => void
  /** After the manifest was made. */
  readonly late?: (entries: Map<string, Buffer>) => void
}

const toEntries = (machineRecord: MachineRecord, records: MachineFileParts['records']): Map<string, Buffer> =>
  new Map([
    [MEDIA_TYPE_ENTRY, Buffer.from(MEDIA_TYPE)],
    [MACHINE_ENTRY, Buffer.from(JSON.stringify(machineRecord))],
    ...RECORD_KINDS.map(
      kind =>
        [
          recordsEntry(kind),
          Buffer.from(records[kind].map(record => `${JSON.stringify(record)}\n`).join(''))
        ] as const
    ),
    [`models/${IDS.model}/model.json`, MODEL_JSON],
    [`models/${IDS.model}/model.bin`, Buffer.from([1, 2, 3, 4])],
    [`reports/${IDS.report}.pdf`, PDF],
    [recordingEntry(SOUND), SOUND],
    [recordingEntry(OTHER_SOUND), OTHER_SOUND]
  ])

/** Writes entries as a ZIP archive, whatever they are. */
export const writeZip = async (
  file: string,
  entries: ReadonlyMap<string, Buffer>,
  options: { readonly compress?: boolean; readonly zip64?: boolean } = {}
): Promise<void> => {
  const zip = new ZipFile()
  const { compress = true, zip64 = false } = options
  for (const [name, bytes] of entries) {
    zip.addBuffer(bytes, name, { compress, forceZip64Format: zip64, mtime: new Date(AT) })
  }
  zip.end({ forceZip64Format: zip64, comment: '' })
  await pipeline(zip.outputStream, createWriteStream(file))
}

/** Writes the file of a small machine, changed as a test wants it. */
export const writeMachineFile = async (
  file: string,
  changes: Changes = {},
  options: Parameters<typeof writeZip>[2] = {}
): Promise<void> => {
  const parts = { machine: testMachineRecord(), records: testRecords() }
  changes.records?.(parts)
  const entries = toEntries(parts.machine, parts.records)
  changes.entries?.(entries)
  const manifest: Record<string, unknown> = {
    format: FORMAT_NAME,
    version: FORMAT_VERSION,
    appVersion: '0.1.0',
    createdAt: AT,
    counts: Object.fromEntries(RECORD_KINDS.map(kind => [kind, parts.records[kind].length])),
    entries: Array.from(entries, ([name, bytes]) => ({
      name,
      sizeBytes: bytes.length,
      sha256: sha256(bytes)
    }))
  }
  changes.manifest?.(manifest)
  entries.set(MANIFEST_ENTRY, Buffer.from(JSON.stringify(manifest)))
  changes.late?.(entries)
  await writeZip(file, entries, options)
}
