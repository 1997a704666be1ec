import { describe, expect, it } from 'vitest'
import { fitBackend, loadBackend, saveBackend } from '../../../../electron/ml/backends/backend.ts'
import type { BackendClip, BackendSpec, SavedBackend } from '../../../../electron/ml/backends/backend.ts'
import { createArrayReader, createArrayWriter } from '../../../../electron/ml/detectors/auto/array-codec.ts'
import golden from '../../../fixtures/ml/backends.json' with { type: 'json' }

const queries = golden.queries.map(row => Float64Array.from(row))

const clips: BackendClip[] = golden.rows.map((row, index) => ({
  row: Float64Array.from(row),
  recording: `recording ${index >> 1}`,
  condition: null,
  domain: index % 15 === 0 ? 'target' : 'source'
}))

const SPECS: BackendSpec[] = [
  { kind: 'knn', k: 1 },
  { kind: 'knn', k: 2, smote: { ratio: 0.2, neighbours: 2 } },
  { kind: 'centres', centres: 4 },
  { kind: 'mahalanobis' },
  { kind: 'mixture', options: { components: 2, covariance: 'full' } },
  { kind: 'mixture', options: { components: 2, covariance: 'diagonal' } },
  { kind: 'local-density', neighbours: 4 }
]

describe('a back-end', () => {
  it.each(SPECS)('scores the same to the bit after it was saved: $kind', spec => {
    const backend = fitBackend(spec, clips, 1)
    const writer = createArrayWriter()
    const json = JSON.stringify(saveBackend(backend, writer))
    const loaded = loadBackend(JSON.parse(json) as SavedBackend, createArrayReader(writer.bytes()))
    expect(queries.map(loaded.score)).toEqual(queries.map(backend.score))
    expect(loaded.heldOut).toEqual(backend.heldOut)
  })

  it.each(SPECS)('is the same for the same seed: $kind', spec => {
    expect(fitBackend(spec, clips, 7)).toEqual({ ...fitBackend(spec, clips, 7), score: expect.any(Function) })
  })

  it.each(SPECS)('fits two clips with finite scores: $kind', spec => {
    const backend = fitBackend(
      spec,
      clips.slice(0, 3).filter((_, index) => index !== 1),
      1
    )
    for (const query of queries) expect(Number.isFinite(backend.score(query))).toBe(true)
    expect(backend.heldOut.every(Number.isFinite)).toBe(true)
  })

  it.each(SPECS)('fits a single clip, without held-out scores: $kind', spec => {
    const backend = fitBackend(spec, clips.slice(0, 1), 1)
    for (const query of queries) expect(Number.isFinite(backend.score(query))).toBe(true)
    expect(Array.from(backend.heldOut)).toEqual([Number.NaN])
  })

  it.each([1, 2, 5])('has no more K-means centres than clips, here %i', count => {
    const sources = clips.filter(({ domain }) => domain === 'source').slice(0, count)
    const { model, score, heldOut } = fitBackend({ kind: 'centres', centres: 16 }, sources, 1)
    expect(model).toHaveProperty('rows.length', count)
    for (const { row } of sources) expect(score(row)).toBeLessThan(1e-12)
    expect(heldOut.every(value => (count === 1 ? Number.isNaN(value) : value > 0))).toBe(true)
  })

  it('leaves a whole recording out of its held-out scores', () => {
    // Both clips of a recording are copies: only a split that keeps them together gives a distance.
    const twins = clips.map((clip, index) => ({ ...clip, row: clips[index - (index % 2)]?.row ?? clip.row }))
    expect(Math.min(...fitBackend({ kind: 'knn', k: 1 }, twins, 1).heldOut)).toBeGreaterThan(1e-6)
  })

  it('holds out by condition where it is known for all clips', () => {
    const conditions = clips.map((clip, index) => ({ ...clip, condition: index < 30 ? 'slow' : 'fast' }))
    const { heldOut } = fitBackend({ kind: 'knn', k: 1 }, conditions, 1)
    const slow = conditions.slice(0, 30)
    const withoutSlow = fitBackend({ kind: 'knn', k: 1 }, conditions.slice(30), 1)
    expect(Array.from(heldOut.slice(0, 30))).toEqual(slow.map(({ row }) => withoutSlow.score(row)))
  })

  it('refuses no clips, and rows that are not finite, by name', () => {
    expect(() => fitBackend({ kind: 'mahalanobis' }, [], 1)).toThrow('at least one')
    const broken = { ...(clips[0] as BackendClip), row: Float64Array.of(Number.NaN) }
    expect(() => fitBackend({ kind: 'mahalanobis' }, [broken], 1)).toThrow('recording 0')
  })
})
