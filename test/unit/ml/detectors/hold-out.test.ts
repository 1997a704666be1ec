import { describe, expect, it } from 'vitest'
import { trainedOn } from '../../../../electron/ml/detectors/hold-out.ts'
import type { SystemClip } from '../../../../electron/ml/detectors/system.ts'

const clip = (recording: string, part: number): SystemClip => ({
  id: `${recording} ${part}`,
  machine: 'press',
  domain: null,
  attributes: {},
  recording,
  waveform: () => Promise.resolve(new Float32Array(0))
})

const clips = (recordings: number): SystemClip[] =>
  Array.from({ length: 2 * recordings }, (_, index) => clip(`r${Math.floor(index / 2)}`, index % 2))

describe('what is trained on', () => {
  it('leaves a share of the recordings out, each whole', () => {
    const given = clips(25)
    const isTrainedOn = trainedOn(given, 0.2, 1)
    const left = given.filter((_, index) => isTrainedOn[index] === false)
    expect(left).toHaveLength(10)
    expect(new Set(left.map(({ recording }) => recording)).size).toBe(5)
  })

  it('leaves others out for another seed', () => {
    expect(trainedOn(clips(25), 0.2, 1)).not.toEqual(trainedOn(clips(25), 0.2, 2))
    expect(trainedOn(clips(25), 0.2, 1)).toEqual(trainedOn(clips(25), 0.2, 1))
  })

  it('is everything where there are fewer than 20 recordings', () => {
    expect(trainedOn(clips(19), 0.5, 1)).not.toContain(false)
  })
})
