import { describe, expect, it } from 'vitest'
import { extractFeatures } from '../../../../../electron/ml/detectors/auto/features.ts'
import { vetClip, vetNormals } from '../../../../../electron/ml/detectors/auto/vet.ts'
import { machineSound, normals } from './synthetic.ts'

const base = normals(9)
const odd = (id: string, samples: Float32Array) => ({ id, features: extractFeatures(samples) })
// Every second sample repeated keeps only half the band; the zero-order hold is smoothed steeply.
const narrowed = { id: 'narrow', features: { ...extractFeatures(machineSound(70)), bandwidthHz: 4000 } }

const reasons = (clips: Parameters<typeof vetNormals>[0]): Record<string, string> =>
  Object.fromEntries(vetNormals(clips).excluded.map(({ clip, refusal }) => [clip.id, refusal.code]))

describe('vetting of normals', () => {
  it('excludes each degenerate clip by name with its reason', () => {
    const twin = odd('twin', machineSound(1))
    const clips = [
      ...base,
      odd('silent', new Float32Array(32_000)),
      odd('short', machineSound(60, { seconds: 0.5 })),
      odd('long', machineSound(61, { seconds: 3 })),
      odd('broken', new Float32Array(32_000).fill(Number.NaN)),
      narrowed,
      twin
    ]
    expect(reasons(clips)).toEqual({
      silent: 'silence',
      short: 'too-short',
      long: 'other-length',
      broken: 'not-finite',
      narrow: 'narrow-band',
      twin: 'identical-normal'
    })
    expect(vetNormals(clips).kept.map(({ id }) => id)).toEqual(base.map(({ id }) => id))
  })

  it('excludes the one wide clip among narrow normals', () => {
    const narrow = base.map(clip => ({ ...clip, features: { ...clip.features, bandwidthHz: 4000 } }))
    const [first] = base
    if (!first) throw new Error('no clip')
    expect(reasons([...narrow.slice(1), first])).toEqual({ 'normal-0': 'narrow-band' })
  })

  it('names the original of an identical clip', () => {
    const twin = odd('twin', machineSound(3))
    const [excluded] = vetNormals([...base, twin]).excluded
    expect(excluded?.refusal.params).toEqual({ other: 'normal-2' })
  })

  it('remarks on a normal unlike the others and keeps it', () => {
    const strange = odd(
      'strange',
      machineSound(80, { speedHz: 410, extra: index => (index % 4000 < 40 ? 0.4 : 0) })
    )
    const { kept, remarks } = vetNormals([...base, strange])
    expect(remarks.map(({ id }) => id)).toEqual(['strange'])
    expect(kept).toHaveLength(10)
    expect(vetNormals(base).remarks).toEqual([])
  })

  it('finds nothing in nothing', () => {
    expect(vetNormals([])).toMatchObject({ kept: [], excluded: [], remarks: [] })
  })
})

describe('vetting of a clip to be judged', () => {
  const { traits } = vetNormals(base)

  it.each([
    ['silence', odd('', new Float32Array(32_000)).features],
    ['too-short', odd('', new Float32Array(100)).features],
    ['other-length', odd('', machineSound(1, { seconds: 3 })).features],
    ['not-finite', odd('', new Float32Array(32_000).fill(Number.NaN)).features],
    ['narrow-band', narrowed.features]
  ])('refuses %s', (code, features) => {
    expect(vetClip(features, traits)?.code).toBe(code)
  })

  it('lets a loud faulty clip and a wider band through', () => {
    const loud = odd('', machineSound(1, { gain: 8 })).features
    expect(vetClip(loud, traits)).toBeUndefined()
    expect(vetClip(loud, { ...traits, bandwidthHz: 4000 })).toBeUndefined()
  })
})
