import { describe, expect, it } from 'vitest'
import { SYNTHETIC_FAULTS, withFault } from '../../../../../electron/ml/detectors/deeper/synthetic-faults.ts'
import { noise } from '../../../../support/wav-files.ts'

const clip = noise(1, { seconds: 2 })
const rms = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

describe('synthetic faults', () => {
  it.each(SYNTHETIC_FAULTS)('%s are as loud as asked for, against the clip', fault => {
    const mixed = withFault(clip, fault, -12, 7)
    const added = mixed.map((value, index) => value - (clip[index] ?? 0))
    expect(20 * Math.log10(rms(added) / rms(clip))).toBeCloseTo(-12, 1)
  })

  it.each(SYNTHETIC_FAULTS)('%s are the same for the same seed and others for another', fault => {
    expect(withFault(clip, fault, -12, 7)).toEqual(withFault(clip, fault, -12, 7))
    expect(withFault(clip, fault, -12, 8)).not.toEqual(withFault(clip, fault, -12, 7))
  })
})
