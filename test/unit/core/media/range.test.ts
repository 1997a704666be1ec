import { describe, expect, it } from 'vitest'
import { rangeResponse } from '../../../../electron/core/media/range.ts'

const get = (rangeHeader: string | null, sizeBytes = 1000) =>
  rangeResponse({ sizeBytes, rangeHeader, method: 'GET' })

describe('rangeResponse', () => {
  it('answers the whole with its length when no range is asked for', () => {
    expect(get(null)).toEqual({
      status: 200,
      headers: { 'accept-ranges': 'bytes', 'content-length': '1000' },
      start: 0,
      end: 999
    })
  })

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-499', 0, 499],
    ['bytes=500-999', 500, 999],
    ['bytes=500-', 500, 999],
    ['bytes=999-', 999, 999],
    ['bytes=500-5000', 500, 999],
    ['bytes=0-99999999999999999999999', 0, 999],
    ['bytes=-1', 999, 999],
    ['bytes=-200', 800, 999],
    ['bytes=-5000', 0, 999],
    ['BYTES=10-20', 10, 20],
    ['bytes= 10-20 ', 10, 20]
  ])('answers %s with 206 and the bytes %i to %i', (header, start, end) => {
    const answer = get(header)
    expect(answer).toMatchObject({ status: 206, start, end })
    expect(answer.headers['content-range']).toBe(`bytes ${start}-${end}/1000`)
    expect(answer.headers['content-length']).toBe(String(end - start + 1))
  })

  it.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=99999999999999999999-', 'bytes=-0'])(
    'refuses %s with 416 and the length that there is',
    header => {
      expect(get(header)).toEqual({
        status: 416,
        headers: { 'accept-ranges': 'bytes', 'content-length': '0', 'content-range': 'bytes */1000' },
        start: 0,
        end: -1
      })
    }
  )

  it.each([
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=a-b',
    'bytes=1.5-2',
    'bytes=--5',
    'bytes 0-5',
    'items=0-5',
    '',
    'bytes=0-1,5-6',
    'bytes=0-1, -5',
    'bytes=+1-5'
  ])('ignores %o, which is malformed or more than one range', header => {
    expect(get(header)).toMatchObject({ status: 200, start: 0, end: 999 })
  })

  it('ignores ranges of methods other than GET', () => {
    expect(rangeResponse({ sizeBytes: 1000, rangeHeader: 'bytes=0-9', method: 'HEAD' })).toMatchObject({
      status: 200,
      headers: { 'content-length': '1000' }
    })
  })

  it('answers an empty resource whole, refuses positions in it', () => {
    expect(get(null, 0)).toMatchObject({ status: 200, start: 0, end: -1 })
    expect(get('bytes=-5', 0)).toMatchObject({ status: 200, start: 0, end: -1 })
    expect(get('bytes=0-', 0)).toMatchObject({ status: 416 })
    expect(get('bytes=0-0', 0)).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */0' } })
  })

  it('never sends a byte outside the resource', () => {
    for (const sizeBytes of [1, 2, 7]) {
      for (let first = 0; first < 9; first++) {
        for (let last = first; last < 10; last++) {
          const { status, start, end } = get(`bytes=${first}-${last}`, sizeBytes)
          if (status === 416) expect(first).toBeGreaterThanOrEqual(sizeBytes)
          else expect(start >= 0 && start <= end && end < sizeBytes).toBe(true)
        }
      }
    }
  })
})
