import { describe, expect, it } from 'vitest'
import { createTimeline } from '../../../../../renderer/src/features/record/capture/timeline.ts'

const RATE_HZ = 44_100
const CHUNK = 441
const CHUNK_S = 0.01

/** First frames of 10-ms chunks that come with these numbers (a missing number is a lost chunk) and so much late. */
const placesOf = (numbers: readonly number[], lateS: (number: number) => number = () => 0): number[] => {
  const places: number[] = []
  const timeline = createTimeline<number>(RATE_HZ, (_chunk, firstFrame) => places.push(firstFrame))
  for (const number of numbers) timeline.push(50 + number * CHUNK_S + lateS(number), CHUNK, number)
  timeline.flush()
  return places
}
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)
const times = (numbers: readonly number[]): number[] => numbers.map(number => number * CHUNK)

describe('the count of frames by timestamps', () => {
  it('follows chunk upon chunk', () => {
    expect(placesOf(range(0, 50))).toEqual(times(range(0, 50)))
  })

  it('goes on by exactly what was lost', () => {
    const came = [...range(0, 20), ...range(60, 100)]
    expect(placesOf(came)).toEqual(times(came))
  })

  it('notices one lost chunk among trembling timestamps', () => {
    const came = [...range(0, 20), ...range(21, 60)]
    expect(placesOf(came, number => 0.0008 * Math.sin(number))).toEqual(times(came))
  })

  it('takes some late timestamps for what they are', () => {
    const isLate = new Set([10, 11, 12, 30])
    expect(placesOf(range(0, 60), number => (isLate.has(number) ? 0.04 : 0))).toEqual(times(range(0, 60)))
  })

  it('follows the drift of two clocks over an hour', () => {
    const hour = range(0, 360_000)
    for (const drift of [100e-6, -100e-6]) {
      expect(placesOf(hour, number => number * CHUNK_S * drift).at(-1)).toBe(CHUNK * (hour.length - 1))
    }
  })

  it('notices a second loss after the first', () => {
    const came = [...range(0, 20), ...range(25, 50), ...range(52, 80)]
    expect(placesOf(came)).toEqual(times(came))
  })

  it('hands over what is in doubt at the end', () => {
    expect(placesOf([...range(0, 20), 60])).toEqual(times(range(0, 21)))
  })
})
