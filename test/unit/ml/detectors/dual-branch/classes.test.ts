import { describe, expect, it } from 'vitest'
import { classesOf } from '../../../../../electron/ml/detectors/dual-branch/classes.ts'
import type { SystemClip } from '../../../../../electron/ml/detectors/system.ts'

const clip = (machine: string, attributes: Record<string, string> = {}): SystemClip => ({
  ...{ id: '', machine, attributes, domain: null, recording: '' },
  waveform: () => Promise.resolve(new Float32Array())
})

/** Four clips in two clusters. */
const rowOf = (index: number): Float64Array => Float64Array.of(index % 4 < 2 ? 0 : 10, index)
const options = { pseudoClasses: 2, seed: 1, rowOf }

describe('classes of training clips', () => {
  it('are machine and attributes together, whatever the order of the attributes', () => {
    const clips = [
      clip('fan', { speed: '1', load: 'a' }),
      clip('fan', { load: 'a', speed: '1' }),
      clip('fan', { speed: '2', load: 'a' }),
      clip('saw', { speed: '1', load: 'a' })
    ]
    const { joint, machine, jointCount, machineCount } = classesOf(clips, {
      ...options,
      hasPseudoClasses: true
    })
    expect([...joint]).toEqual([0, 0, 1, 2])
    expect([...machine]).toEqual([0, 0, 0, 1])
    expect([jointCount, machineCount]).toEqual([3, 2])
  })

  it('are the machine where attributes are not known', () => {
    const clips = [clip('fan'), clip('fan'), clip('saw')]
    expect([...classesOf(clips, { ...options, hasPseudoClasses: false }).joint]).toEqual([0, 0, 1])
  })

  it.each([
    [1, 'fan: 1 K-means class instead of 16: there are no more clips'],
    [2, 'fan: 2 K-means classes instead of 16: there are no more clips'],
    [5, 'fan: 5 K-means classes instead of 16: there are no more clips']
  ])('are no more than the clips of a machine, here %i, which is said', (count, warning) => {
    const warnings: string[] = []
    const clips = Array.from({ length: count }, () => clip('fan'))
    const { joint, jointCount } = classesOf(clips, {
      ...options,
      pseudoClasses: 16,
      hasPseudoClasses: true,
      warn: message => warnings.push(message)
    })
    expect(new Set(joint).size).toBe(count)
    expect(jointCount).toBe(count)
    expect(warnings).toEqual([warning])
  })

  it('are K-means clusters of such a machine where the variant asks for them', () => {
    const clips = [clip('fan'), clip('fan'), clip('fan'), clip('fan'), clip('saw', { speed: '1' })]
    const { joint, jointCount } = classesOf(clips, { ...options, hasPseudoClasses: true })
    expect(joint[0]).toBe(joint[1])
    expect(joint[2]).toBe(joint[3])
    expect(joint[0]).not.toBe(joint[2])
    expect(jointCount).toBe(3)
  })
})
