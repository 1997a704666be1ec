import { describe, expect, it } from 'vitest'
import type { Finding, Verdict } from '../../../../electron/contract/findings.ts'
import {
  afterDeciding,
  asFilter,
  countsOf,
  neighbourOf,
  nextOpen,
  queueOf,
  startOf,
  verdictOfKey
} from '../../../../renderer/src/features/findings/queue.ts'

const finding = (id: string, verdict: Verdict | null = null): Finding => ({
  id,
  machineId: 'm',
  recordingId: `r-${id}`,
  clipId: `c-${id}`,
  fileName: `${id}.wav`,
  recordedAt: '2026-09-01T08:15:00.000Z',
  startS: 0,
  lengthS: 10,
  modelVersion: 1,
  detector: 'auto',
  score: 4,
  threshold: 2.4,
  pValue: 0.01,
  peakS: 5,
  reasons: [],
  verdict,
  comment: '',
  decidedBy: null,
  decidedAt: null
})
const all = [finding('a'), finding('b', 'confirmed'), finding('c'), finding('d', 'unsure')]
const ids = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id)

describe('queue of findings', () => {
  it('shows what the filter names, in the given order', () => {
    expect(ids(queueOf(all, 'open'))).toEqual(['a', 'c'])
    expect(ids(queueOf(all, 'unsure'))).toEqual(['d'])
    expect(ids(queueOf(all, 'all'))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('counts each filter', () => {
    expect(countsOf(all)).toEqual({ open: 2, confirmed: 1, 'false-alarm': 0, unsure: 1, all: 4 })
  })

  it('takes open findings for an address without a known filter', () => {
    expect(asFilter(undefined)).toBe('open')
    expect(asFilter('nonsense')).toBe('open')
    expect(asFilter('false-alarm')).toBe('false-alarm')
  })

  it('moves on to the next after a verdict, at the end to the first that is open', () => {
    const open = queueOf(all, 'open')
    expect(afterDeciding(open, 'a')).toBe('c')
    expect(afterDeciding(open, 'c')).toBe('a')
    expect(afterDeciding([finding('x')], 'x')).toBeNull()
  })

  it('walks up and down within its ends', () => {
    expect(neighbourOf(all, 'b', 1)).toBe('c')
    expect(neighbourOf(all, 'a', -1)).toBe('a')
    expect(neighbourOf(all, 'd', 1)).toBe('d')
    expect(neighbourOf(all, null, 1)).toBe('a')
    expect(neighbourOf([], null, 1)).toBeNull()
  })

  it('knows the three keys of a verdict', () => {
    expect(verdictOfKey('c')).toBe('confirmed')
    expect(verdictOfKey('F')).toBe('false-alarm')
    expect(verdictOfKey('u')).toBe('unsure')
    expect(verdictOfKey('x')).toBeNull()
  })

  it('begins a second before the highest moment, not before the clip', () => {
    expect(startOf({ peakS: 14, startS: 10 })).toBe(13)
    expect(startOf({ peakS: 10.2, startS: 10 })).toBe(10)
  })
})

describe('the next open finding', () => {
  it('follows the shown one and begins again after the last', () => {
    const open = [finding('a'), finding('c')]
    expect(nextOpen(open, 'a')).toBe('c')
    expect(nextOpen(open, 'c')).toBe('a')
    expect(nextOpen(open, null)).toBe('a')
    expect(nextOpen(open, 'decided meanwhile')).toBe('a')
    expect(nextOpen([], 'a')).toBeNull()
  })
})
