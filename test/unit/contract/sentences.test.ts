import { describe, expect, it } from 'vitest'
import { BADGE_CODES } from '../../../electron/contract/common.ts'
import { REASON_CODES } from '../../../electron/contract/results.ts'
import {
  badgeSentence,
  badgeTitle,
  brokenCheckSentence,
  clipsApart,
  falseAlarmSentence,
  hzText,
  newConditionSentence,
  reasonSentence,
  shareText,
  stateWord,
  verdictWord,
  warningSentence
} from '../../../electron/contract/sentences.ts'

const alarms = { per100: 5, low: 2, high: 11, newConditionHigh: null }

describe('reasonSentence', () => {
  it('says what differs, where and how much', () => {
    expect(reasonSentence({ code: 'louder-than-normal', params: { db: 3.14 } })).toBe(
      'Louder than normal by 3.1 dB'
    )
    expect(reasonSentence({ code: 'quieter-than-normal', params: { db: -2 } })).toBe(
      'Quieter than normal by 2.0 dB'
    )
    expect(reasonSentence({ code: 'impulses', params: { lowHz: 3000, highHz: 3500, count: 12 } })).toBe(
      'Short impulses between 3 and 3.5 kHz, 12 times'
    )
    expect(reasonSentence({ code: 'impulses', params: { lowHz: 875, highHz: 1125, count: 1 } })).toBe(
      'Short impulses between 875 Hz and 1.13 kHz, once'
    )
  })

  it.each(REASON_CODES)('has a whole sentence for %s without numbers', code => {
    expect(reasonSentence({ code, params: {} })).toMatch(/^[A-Z][a-z ]+$/u)
  })
})

describe('badgeSentence', () => {
  it.each(BADGE_CODES)('has a title and a whole sentence for %s', code => {
    expect(badgeTitle(code)).not.toBe('')
    expect(badgeSentence({ code, params: {} })).toMatch(/^[A-Z].*[.?]$/u)
    expect(badgeSentence({ code, params: {} })).not.toMatch(/undefined|null|NaN/u)
  })

  it('rounds shares and lengths', () => {
    expect(badgeSentence({ code: 'clipping', params: { places: 4, percent: 0.01234 } })).toContain(
      '0.012 % of'
    )
    expect(badgeSentence({ code: 'drop-outs', params: { count: 3, lengthS: 0.1234, firstS: 1 } })).toContain(
      '3 gaps of exact silence, 0.12 s together'
    )
  })

  it('says where samples were lost, and whether silence stands for them', () => {
    const dropOuts = (params: Record<string, number>): string => badgeSentence({ code: 'drop-outs', params })
    expect(dropOuts({ count: 1, lengthS: 0.0106, firstS: 3.2 })).toBe(
      'A gap of exact silence, 0.011 s, at 3.2 s: samples were lost while recording.'
    )
    expect(dropOuts({ count: 2, lengthS: 0.5, firstS: 3.214, joined: 2 })).toBe(
      '2 drop-outs, 0.5 s together, the first at 3.21 s: samples were lost while recording, and the sound is joined there.'
    )
    expect(dropOuts({ count: 3, lengthS: 0.5, firstS: 0, joined: 1 })).toBe(
      '3 drop-outs, 0.5 s together, the first at 0 s: samples were lost while recording, the sound is joined at some.'
    )
  })

  it('names the lengths', () => {
    expect(badgeSentence({ code: 'too-short', params: { lengthS: 3.5, clipLengthS: 10 } })).toBe(
      "Shorter (3.5 s) than the machine's clip length of 10 s: it is neither learned from nor scored."
    )
  })
})

describe('falseAlarmSentence', () => {
  it('gives the number with its interval', () => {
    expect(falseAlarmSentence(alarms)).toBe('Expect about 5 false alarms in 100 normal recordings (2 to 11).')
    expect(falseAlarmSentence({ ...alarms, per100: 1.2, low: 0 })).toBe(
      'Expect about 1 false alarm in 100 normal recordings (0 to 11).'
    )
    expect(falseAlarmSentence({ ...alarms, per100: 0.4, low: 0 })).toContain('less than 1 false alarm')
  })

  it('promises nothing it cannot for new conditions', () => {
    expect(newConditionSentence(alarms)).toContain('nothing can be promised')
    expect(newConditionSentence({ ...alarms, newConditionHigh: 33.6 })).toContain('up to 34 in 100')
  })
})

describe('the check of a deeper fit in words', () => {
  const alarmsFigure = { name: 'calibration' as const, before: 1 / 21, after: 2 / 21, of: 21, holds: false }
  const { of: _, ...kept } = alarmsFigure

  it('gives the clips behind each share', () => {
    expect(shareText(alarmsFigure.before, alarmsFigure)).toBe('5 % (1 of 21)')
    expect(clipsApart(alarmsFigure)).toBe(1)
  })

  it('gives the share alone where the clips were not kept', () => {
    expect(shareText(kept.before, kept)).toBe('5 %')
    expect(clipsApart(kept)).toBe(0)
  })

  it('names what was worse, and nothing where it holds', () => {
    const found = { name: 'synthetic-recall' as const, before: 0.5, after: 0.6, of: 72, holds: true }
    expect(brokenCheckSentence({ holds: false, siblings: [], figures: [alarmsFigure, found] })).toBe(
      'The check of this deeper fit did not hold: held-out normals that would be flagged: 10 % (2 of 21) against 5 % (1 of 21) by the standard detector alone.'
    )
    expect(brokenCheckSentence({ holds: true, siblings: [], figures: [found] })).toBeNull()
  })
})

it('words for states, verdicts, frequencies and unknown warnings', () => {
  expect([stateWord('alarm'), stateWord('unknown')]).toEqual(['Alarm', 'No model'])
  expect([verdictWord(null), verdictWord('false-alarm')]).toEqual(['Open', 'False alarm'])
  expect([hzText(125), hzText(3500), hzText(8000)]).toEqual(['125 Hz', '3.5 kHz', '8 kHz'])
  expect(warningSentence({ code: 'new-thing', params: { x: 2.1 } })).toBe('New thing (x 2.1).')
  expect(warningSentence({ code: 'few-normals', params: { have: 8, settled: 20 } })).toContain('8 clips')
  expect(warningSentence({ code: 'unlike-normals', params: { fileName: 'a.wav' } })).toMatch(/^a\.wav: /u)
  expect(warningSentence({ code: 'level-varies', params: { db: 1.62 } })).toContain('by 1.6 dB')
})
