import { describe, expect, it } from 'vitest'
import { thresholdOf } from '../../../../electron/ml/detectors/auto/calibration.ts'
import { decisionOf } from '../../../../electron/ml/detectors/threshold.ts'

const heldOut = (...scores: number[]) => scores.map((score, index) => ({ clipId: String(index), score }))

describe('the decision of a system', () => {
  it("has the default detector's threshold", () => {
    const decision = decisionOf(heldOut(1, 2, 3, 4, 5, 6))
    expect([decision.threshold, decision.isFirm]).toEqual([thresholdOf([1, 2, 3, 4, 5, 6]), true])
    expect(decision.pValue(5.5)).toBe(2 / 7)
  })

  it('takes the highest of a few held-out scores, and says that it is not firm', () => {
    const { threshold, isFirm } = decisionOf(heldOut(1, 4, Number.NaN))
    expect([threshold, isFirm]).toEqual([4, false])
  })

  it('flags nothing where there is no held-out score', () => {
    expect(decisionOf(heldOut(Number.NaN)).threshold).toBe(Number.MAX_VALUE)
  })
})
