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

  it.each([
    { fault: 'air-leak', faultLevelDb: -20, lowHz: 2000, highHz: 8000 },
    { fault: 'bearing', faultLevelDb: -24, lowHz: 2500, highHz: 5700 }
  ] as const)('names the band of a $fault at $faultLevelDb dB', ({ fault, faultLevelDb, lowHz, highHz }) => {
    const score = fitted.score(features({ seed: 900, fault, faultLevelDb }))
    expect(score.isFlagged).toBe(true)
    const [reason] = score.reasons
    expect(reason?.params.lowHz).toBeGreaterThanOrEqual(lowHz)
    expect(reason?.params.highHz).toBeLessThanOrEqual(highHz)
    expect(reason && reasonSentence(reason)).toMatch(/between .+ and .+ kHz/)
  })
})
