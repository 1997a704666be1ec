import { describe, expect, it } from 'vitest'
import type { SystemClip } from '../../../../electron/ml/detectors/system.ts'
import { trainingFingerprint } from '../../../../electron/ml/detectors/training-fingerprint.ts'

const ENGINE = { id: 'tensorflow', threads: 2 } as const
const clip = (id: string, more: Partial<SystemClip> = {}): SystemClip => ({
  ...{ id, machine: 'machine', domain: null, attributes: { speed: '1', load: '2' }, recording: id },
  waveform: () => Promise.resolve(new Float32Array(0)),
  cacheKey: `${id}.flac|1|0|10`,
  ...more
})
const CLIPS = [clip('a'), clip('b')]
const of = (
  clips: readonly SystemClip[],
  engine: Parameters<typeof trainingFingerprint>[1] = ENGINE
): string => trainingFingerprint([{ epochs: 3 }, 1], engine, clips)

describe('the fingerprint of a training', () => {
  it('is the same for the same training, in whatever order the attributes are noted', () => {
    expect(of([clip('a', { attributes: { load: '2', speed: '1' } }), clip('b')])).toBe(of(CLIPS))
  })

  it.each([
    ['a clip more', [...CLIPS, clip('c')]],
    ['another order', CLIPS.toReversed()],
    ['another content, channel or length', [clip('a', { cacheKey: 'a.flac|2|0|10' }), clip('b')]],
    ['another condition', [clip('a', { attributes: { speed: '2', load: '2' } }), clip('b')]],
    ['another domain', [clip('a', { domain: 'target' }), clip('b')]]
  ])('is another with %s', (_, clips) => {
    expect(of(clips)).not.toBe(of(CLIPS))
  })

  it('is another with other parameters, another engine or other threads', () => {
    expect(trainingFingerprint([{ epochs: 4 }, 1], ENGINE, CLIPS)).not.toBe(of(CLIPS))
    expect(of(CLIPS, { ...ENGINE, id: 'wasm' })).not.toBe(of(CLIPS))
    expect(of(CLIPS, { ...ENGINE, threads: 1 })).not.toBe(of(CLIPS))
  })
})
