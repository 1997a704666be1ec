import { describe, expect, it } from 'vitest'
import { synthesiseClip, type ClipPlan } from '../../electron/compute/sample/clip.ts'
import { extractFeatures } from '../../electron/ml/detectors/auto/features.ts'
import { fitAuto } from '../../electron/ml/detectors/auto/fit.ts'
import { reasonSentence } from '../../electron/contract/sentences.ts'

const features = (plan: ClipPlan) => extractFeatures(synthesiseClip(plan))

describe('reasons for weak faults of the sample fan', () => {
  const fitted = fitAuto(
    {
      clips: Array.from({ length: 24 }, (_, index) => ({
        id: String(index),
        group: String(index),
        order: index,
        features: features({ seed: 1 + index })
      }))
    },
    { ignoreLevel: false }
  )

  const cases = [
    { fault: 'air-leak', levels: [-20, -16], lowHz: 2000, highHz: 8000 },
    { fault: 'bearing', levels: [-24, -20], lowHz: 2000, highHz: 6000 }
  ] as const

  it.each(cases)('name no wrong band for a faint $fault, and the right one when it is clear', fault => {
    for (const faultLevelDb of fault.levels) {
      const score = fitted.score(features({ seed: 900, fault: fault.fault, faultLevelDb }))
      expect(score.isFlagged).toBe(true)
      for (const { params } of score.reasons) {
        expect(params.highHz).toBeGreaterThan(fault.lowHz)
        expect(params.lowHz).toBeLessThan(fault.highHz)
      }
      const [reason] = score.reasons
      if (faultLevelDb === fault.levels.at(-1)) {
        expect(reason && reasonSentence(reason)).toMatch(/between .+ and .+ kHz/)
      }
    }
  })
})
