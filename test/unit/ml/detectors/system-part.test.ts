import { describe, expect, it } from 'vitest'
import {
  falseAlarmsOf,
  isProvisionalPart,
  pValueOf,
  scoreOfPart,
  standardOf,
  systemPartOf
} from '../../../../electron/ml/detectors/system-part.ts'
import { createRandomSource } from '../../../../electron/ml/random.ts'

const random = createRandomSource(3)
const heldOut = Array.from({ length: 40 }, (_, index) => ({
  clipId: `c${index}`,
  score: 5 + random.normal()
}))

describe('what a system says by its held-out scores', () => {
  it('is a threshold with a Monitor line below it', () => {
    const part = systemPartOf(heldOut, 40)
    expect(part.monitorLine).toBeLessThan(part.threshold)
    const above = (line: number): number => heldOut.filter(({ score }) => score >= line).length
    expect(above(part.threshold)).toBeLessThanOrEqual(4)
    expect(above(part.monitorLine)).toBeGreaterThan(above(part.threshold))
    expect(isProvisionalPart(part)).toBe(false)
    expect(isProvisionalPart(systemPartOf(heldOut.slice(0, 12), 12))).toBe(true)
  })

  it('is a threshold of its own where the method has one, and the Monitor line never above it', () => {
    const { threshold, monitorLine } = systemPartOf(heldOut, 40, { ownThreshold: 5 })
    expect([threshold, monitorLine]).toEqual([5, 5])
  })

  it('leaves out scores that are no numbers', () => {
    const part = systemPartOf([...heldOut, { clipId: 'bad', score: Number.NaN }], 41)
    expect(part.heldOut).toEqual(heldOut)
    expect(part.threshold).toBe(systemPartOf(heldOut, 40).threshold)
  })

  it('is a p-value, for which a clip of the fit does not count itself', () => {
    const part = systemPartOf(heldOut, 40)
    const highest = heldOut.reduce((best, own) => (own.score > best.score ? own : best))
    expect(pValueOf(part, highest.score)).toBeCloseTo(2 / 41, 12)
    expect(pValueOf(part, highest.score, highest.clipId)).toBeCloseTo(1 / 40, 12)
  })

  it('expects fewer false alarms above a higher threshold, and none in particular for a new condition', () => {
    const part = systemPartOf(heldOut, 40)
    const { per100, newConditionHigh } = falseAlarmsOf(part)
    expect(per100).toBeGreaterThan(1)
    expect(per100).toBeLessThan(12)
    expect(newConditionHigh).toBeNull()
    expect(falseAlarmsOf(part, part.threshold + 2).per100).toBeLessThan(per100)
  })

  it('says what a new condition may bring where whole blocks were held out', () => {
    const ofClip = Int32Array.from(heldOut, (_, index) => Math.floor(index / 8))
    const part = systemPartOf(heldOut, 40, { blocks: { ofClip, count: 5, basis: 'order' } })
    expect(falseAlarmsOf(part).newConditionHigh).toBeGreaterThan(0)
  })

  it('is the score of the network, or the mean of asinh of both z-scores', () => {
    const auto = standardOf(Float64Array.of(-1, 1))
    const network = standardOf(Float64Array.of(8, 12))
    expect(scoreOfPart(systemPartOf(heldOut, 40), 9, [0.25])).toBe(0.25)
    const fused = systemPartOf(heldOut, 40, { fusion: { auto, networks: [network, network] } })
    expect(scoreOfPart(fused, 3, [14, 18])).toBeCloseTo((Math.asinh(3) + Math.asinh(3)) / 2, 6)
  })
})
