import { describe, expect, it } from 'vitest'
import {
  changedChoice,
  createSeriesClock,
  isShorterThanClip,
  planOf,
  seriesLengthS,
  withinLimits
} from '../../../../../renderer/src/features/record/take/series-schedule.ts'

const RATE_HZ = 44_100
const PLAN = { count: 3, lengthS: 10, intervalS: 60 }

describe('the clock of a series', () => {
  it('has clips of exactly the length, exactly the interval apart', () => {
    const clock = createSeriesClock(PLAN, RATE_HZ, 500)
    const clips = [clock.begin(), clock.begin(), clock.begin()]
    expect(clips).toEqual([
      { number: 1, from: 500, to: 441_500 },
      { number: 2, from: 2_646_500, to: 3_087_500 },
      { number: 3, from: 5_292_500, to: 5_733_500 }
    ])
  })

  it('has no next clip after the last', () => {
    const clock = createSeriesClock(PLAN, RATE_HZ, 0)
    for (let index = 0; index < 3; index++) clock.begin()
    expect(clock.nextFrame).toBeNull()
  })

  it('goes on after a pause with what was left of the interval', () => {
    const clock = createSeriesClock(PLAN, RATE_HZ, 0)
    clock.begin()
    clock.pause(20 * RATE_HZ)
    expect([clock.isPaused, clock.nextFrame]).toEqual([true, null])
    clock.goOn(300 * RATE_HZ)
    expect(clock.nextFrame).toBe(340 * RATE_HZ)
  })

  it('begins the next clip at once where the interval was over', () => {
    const clock = createSeriesClock(PLAN, RATE_HZ, 0)
    clock.begin()
    clock.pause(70 * RATE_HZ)
    clock.goOn(5)
    expect(clock.nextFrame).toBe(5)
  })

  it('counts a second pause from the first', () => {
    const clock = createSeriesClock(PLAN, RATE_HZ, 100)
    clock.pause(0)
    clock.pause(90)
    clock.goOn(1000)
    expect(clock.nextFrame).toBe(1100)
  })
})

describe('a plan', () => {
  it('lasts from the first beginning to the last end', () => {
    expect(seriesLengthS({ count: 20, lengthS: 10, intervalS: 60 })).toBe(1150)
  })

  it('is brought within its limits', () => {
    expect(withinLimits({ count: 0.4, lengthS: 0, intervalS: Number.NaN })).toEqual({
      count: 1,
      lengthS: 1,
      intervalS: 1
    })
    expect(withinLimits({ count: 9999, lengthS: 20, intervalS: 10 })).toEqual({
      count: 500,
      lengthS: 20,
      intervalS: 20
    })
  })
})

describe('the clip length of a plan', () => {
  const choice = { count: 20, lengthS: null, intervalS: 60 }

  it('is that of the machine while nobody entered one', () => {
    expect([planOf(choice, 4.4).lengthS, planOf(choice, null).lengthS]).toEqual([4.4, 10])
  })

  it('is the entered one otherwise', () => {
    expect(planOf({ ...choice, lengthS: 2 }, 4.4).lengthS).toBe(2)
  })

  it('goes on following the machine when another field is changed', () => {
    const changed = changedChoice(choice, { count: 3 }, 4.4)
    expect(changed).toEqual({ count: 3, lengthS: null, intervalS: 60 })
  })

  it('stays once it was entered', () => {
    const entered = changedChoice(choice, { lengthS: 2 }, 4.4)
    expect(changedChoice(entered, { count: 3 }, 4.4)).toEqual({ count: 3, lengthS: 2, intervalS: 60 })
  })

  it('is too short below that of the machine alone', () => {
    const plan = { count: 1, lengthS: 4.4, intervalS: 60 }
    expect([4.41, 4.4, null].map(clipLengthS => isShorterThanClip(plan, clipLengthS))).toEqual([
      true,
      false,
      false
    ])
  })
})
