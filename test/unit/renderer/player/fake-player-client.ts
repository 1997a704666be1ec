import type { ClipResult, Clip, Recording } from '../../../../electron/contract/index.ts'
import type { RemoteClient } from '../../../../renderer/src/api/remote-client.ts'
import { recording } from '../recording.ts'

/** A recording of one clip of 10 s at 16 kHz, flagged. */
export const recordingOf = (id: string): Recording =>
  recording(id, {
    channels: 2,
    recordedAt: '2026-09-01T08:15:00.000Z',
    importedAt: '2026-09-01T09:00:00.000Z',
    levelDb: -30,
    score: 3.2,
    pValue: 0.02,
    isFlagged: true,
    isAboveMonitor: true
  })

export const resultOf = (recordingId: string, startS = 0): ClipResult => ({
  clipId: `c-${recordingId}-${startS}`,
  recordingId,
  modelId: 'model',
  modelVersion: 1,
  detector: 'auto',
  startS,
  lengthS: 10,
  score: 3.2,
  pValue: 0.02,
  isFlagged: true,
  isAboveMonitor: true,
  isHeldOut: false,
  threshold: 2.4,
  monitorLine: 2,
  views: [],
  bands: [],
  reasons: [],
  lane: { startS, stepS: 0.25, windowS: 1, values: [0, 3], threshold: 2, peakS: startS + 0.75 }
})

export interface FakeClient extends RemoteClient {
  /** Tells all listeners of an event. */
  emit(name: string, payload: unknown): void
  readonly calls: readonly string[]
}

/** Answers calls from a table of functions; everything else fails. */
export const fakeClient = (answers: Readonly<Record<string, (input: never) => unknown>>): FakeClient => {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const calls: string[] = []
  const clip = (recordingId: string): Clip => ({
    id: `c-${recordingId}-0`,
    recordingId,
    index: 0,
    startS: 0,
    lengthS: 10
  })
  const table: Record<string, (input: never) => unknown> = {
    'recordings.get': ({ recordingId }: { recordingId: string }) => ({
      recording: recordingOf(recordingId),
      clips: [clip(recordingId)],
      capture: null
    }),
    'results.ofRecording': ({ recordingId }: { recordingId: string }) => [resultOf(recordingId)],
    ...answers
  }
  const client: Omit<FakeClient, 'call' | 'on'> & { call: unknown; on: unknown } = {
    call: async (name: string, input: never) => {
      calls.push(name)
      const answer = table[name]
      if (!answer) throw new Error(`No answer for ${name}`)
      return answer(input)
    },
    on: (name: string, listener: (payload: never) => void) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => set.delete(listener)
    },
    onConnection: () => () => undefined,
    reconnect: () => undefined,
    upload: () => Promise.resolve(),
    send: () => Promise.resolve(null),
    address: path => `http://127.0.0.1/${path}`,
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) listener(payload as never)
    },
    calls
  }
  return client as unknown as FakeClient
}
