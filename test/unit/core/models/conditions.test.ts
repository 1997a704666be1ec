import { describe, expect, it } from 'vitest'
import { blocksOf, conditionsOf, inOrderOfRecording } from '../../../../electron/core/models/conditions.ts'
import type { ClipSource } from '../../../../electron/store/index.ts'

const clip = (name: string, recordedAt: string, facts: Partial<ClipSource> = {}): ClipSource => ({
  clipId: `clip of ${name}`,
  recordingId: name,
  channel: 1,
  startS: 0,
  lengthS: 10,
  folder: '',
  fileName: name,
  sha256: '',
  storedPath: '',
  recordedAt,
  recordedAtSource: 'file-name',
  label: 'normal',
  domain: null,
  levelDb: -30,
  badges: [],
  attributes: {},
  ...facts
})

const names = (clips: readonly ClipSource[]): string[] => clips.map(({ recordingId }) => recordingId)

describe('the order of recording', () => {
  const clips = [
    clip('b', '2026-01-01T00:00:00.000Z'),
    clip('a', '2026-01-03T00:00:00.000Z'),
    clip('c', '2026-01-02T00:00:00.000Z')
  ]

  it('is that of time', () => {
    expect(names(inOrderOfRecording(clips))).toEqual(['b', 'c', 'a'])
  })

  it('is that of names where a time is only that of a file', () => {
    const copied = clips.map((source, index) =>
      index === 1 ? { ...source, recordedAtSource: 'modification-time' as const } : source
    )
    expect(names(inOrderOfRecording(copied))).toEqual(['a', 'b', 'c'])
  })

  it('keeps the clips of a recording together, by their start', () => {
    const [first] = clips
    if (!first) throw new Error('no clip')
    const later = { ...first, clipId: 'later', startS: 10 }
    expect(inOrderOfRecording([later, first]).map(({ startS }) => startS)).toEqual([0, 10])
  })
})

describe('blocks', () => {
  const timed = (hours: readonly number[]): ClipSource[] =>
    hours.map((hour, index) => clip(`r${index}`, new Date(Date.UTC(2026, 0, 1, hour)).toISOString()))

  it('are the conditions where at least two are known', () => {
    const clips = timed([0, 0, 0, 0]).map((source, index) => ({
      ...source,
      attributes: { speed: index < 2 ? '6' : '8', load: '1' }
    }))
    expect(blocksOf(clips)).toEqual([
      'load 1, speed 6',
      'load 1, speed 6',
      'load 1, speed 8',
      'load 1, speed 8'
    ])
    expect(conditionsOf(clips)).toEqual([
      { name: 'load 1, speed 6', recordings: 2 },
      { name: 'load 1, speed 8', recordings: 2 }
    ])
  })

  it('are not conditions that hardly repeat', () => {
    const clips = timed([0, 0, 0]).map((source, index) => ({
      ...source,
      attributes: { noise: String(index) }
    }))
    expect(blocksOf(clips)).toEqual([null, null, null])
  })

  it('are sessions, which end with a pause of over four hours', () => {
    expect(blocksOf(timed([8, 9, 13, 18]))).toEqual(['session 1', 'session 1', 'session 1', 'session 2'])
  })

  it('are unknown within one session, or where the time is only that of the file', () => {
    expect(blocksOf(timed([8, 9, 10]))).toEqual([null, null, null])
    const copied = timed([8, 20]).map(source => ({
      ...source,
      recordedAtSource: 'modification-time' as const
    }))
    expect(blocksOf(copied)).toEqual([null, null])
  })
})
