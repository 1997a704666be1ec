import type { Recording } from '../../../electron/contract/recordings.ts'

/** A recording for tests. */
export const recording = (id: string, rest: Partial<Recording> = {}): Recording => ({
  id,
  machineId: 'm',
  sha256: 'a'.repeat(64),
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
  importedAt: '2026-01-01T00:00:00.000Z',
  label: 'unknown',
  domain: null,
  attributes: {},
  badges: [],
  clips: 1,
  levelDb: null,
  score: null,
  pValue: null,
  isFlagged: null,
  isAboveMonitor: null,
  isHeldOut: false,
  ...rest
})
