import { describe, expect, it } from 'vitest'
import { fitBackend } from '../../../../electron/ml/backends/backend.ts'
import { fitCentres, scoreCentres } from '../../../../electron/ml/backends/centres.ts'
import {
  fitMixture,
  maximiseExpectation,
  mixtureLogDensity,
  scoreMixture
} from '../../../../electron/ml/backends/gaussian-mixture.ts'
import { kmeans, lloyd } from '../../../../electron/ml/backends/kmeans.ts'
import { fitKnn, scoreKnn } from '../../../../electron/ml/backends/knn.ts'
import { fitLocalDensity, scoreLocalDensity } from '../../../../electron/ml/backends/local-density.ts'
import { fitMahalanobis, scoreMahalanobis } from '../../../../electron/ml/backends/mahalanobis.ts'
import { seededRandom } from '../../../../electron/ml/backends/random.ts'
import golden from '../../../fixtures/ml/backends.json' with { type: 'json' }

const rowsOf = (rows: readonly number[][]): Float64Array[] => rows.map(row => Float64Array.from(row))
const rows = rowsOf(golden.rows)
const queries = rowsOf(golden.queries)

const near = (values: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void => {
  expect(values.length).toBe(wanted.length)
  for (let index = 0; index < wanted.length; index++) {
    const value = wanted[index] ?? Number.NaN
    expect(Math.abs((values[index] ?? Number.NaN) - value)).toBeLessThan(
      tolerance * Math.max(1, Math.abs(value))
    )
  }
}

describe('cosine k-NN', () => {
  it.each(golden.knn)('agrees with scikit-learn to 1e-12 for k = $k', ({ k, scores }) => {
    const model = fitKnn(rows, { k })
    near(
      queries.map(query => scoreKnn(model, query)),
      scores,
      1e-12
    )
  })

  it('takes what there is where there are fewer normals than k', () => {
    const model = fitKnn([Float64Array.of(1, 0), Float64Array.of(0, 1)], { k: 5 })
    expect(scoreKnn(model, Float64Array.of(3, 0))).toBe(0.5)
  })
})

describe('local density normalisation', () => {
  it.each(golden.localDensity)(
    'is the formula to 1e-9 for $neighbours neighbours',
    ({ neighbours, scores }) => {
      const recordings = rows.map((_, index) => String(index))
      const model = fitLocalDensity(rows, recordings, { neighbours })
      near(
        queries.map(query => scoreLocalDensity(model, query)),
        scores,
        1e-9
      )
    }
  )

  describe('by hand, normals at 0, 60 and 90 degrees', () => {
    // Cosine distances: 0 to 60 is 1/2, 60 to 90 is 1 - √3/2, 0 to 90 is 1.
    const at = (degrees: number): Float64Array =>
      Float64Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))
    const modelOf = (neighbours: number) =>
      fitLocalDensity([0, 60, 90].map(at), ['a', 'b', 'c'], { neighbours })
    const near30 = 1 - Math.sqrt(3) / 2

    it('divides by the mean distance to the normals nearest to each normal, itself left out', () => {
      near(modelOf(1).spacings, [1 / 2, near30, near30], 1e-12)
      near(modelOf(2).spacings, [3 / 4, (1 / 2 + near30) / 2, (1 + near30) / 2], 1e-12)
    })

    it('takes the least ratio, which need not be that of the nearest normal', () => {
      // 30 degrees from 0 and from 60: the one at 0 stands alone, so that the distance means less there.
      near([scoreLocalDensity(modelOf(1), at(30))], [2 - Math.sqrt(3)], 1e-12)
      // 35 from 0 and 25 from 60: nearer to 60, where the ratio would be 0.699, and yet 0 counts.
      const ratio = (1 - Math.cos((35 * Math.PI) / 180)) / (1 / 2)
      near([scoreLocalDensity(modelOf(1), at(35)), ratio], [ratio, 0.36169591142], 1e-9)
    })

    it('leaves a clip out of its own held-out score, and out of the spacings', () => {
      const clips = [0, 60, 90, 120, 180].map((degrees, index) => ({
        ...{ row: at(degrees), recording: String(index), condition: null, domain: null }
      }))
      const { heldOut } = fitBackend({ kind: 'local-density', neighbours: 1 }, clips, 1)
      // Without 0 the spacing of 60 is that to 90; without 90 that of 60 is 1/2 (to 0 and to 120).
      near([heldOut[0] ?? NaN, heldOut[2] ?? NaN], [2 + Math.sqrt(3), 2 - Math.sqrt(3)], 1e-12)
    })
  })

  it('does not take clips of one recording for a dense region', () => {
    const four = [0, 0.001, 0.5, 1].map(angle => Float64Array.of(Math.cos(angle), Math.sin(angle)))
    const apart = fitLocalDensity(four, ['a', 'b', 'c', 'd'], { neighbours: 1 })
    const together = fitLocalDensity(four, ['a', 'a', 'c', 'd'], { neighbours: 1 })
    expect(together.spacings[0]).toBeGreaterThan(100 * (apart.spacings[0] ?? Number.NaN))
  })

  it('stays finite where normals are copies', () => {
    const copy = Float64Array.of(1, 2)
    const model = fitLocalDensity([copy, copy, copy], ['a', 'b', 'c'], { neighbours: 1 })
    expect(scoreLocalDensity(model, Float64Array.of(2, 1))).toBeGreaterThan(0)
    expect(scoreLocalDensity(model, Float64Array.of(2, 1))).toBeLessThan(10)
  })
})

describe('Mahalanobis distance', () => {
  it('agrees with scikit-learn to 1e-9', () => {
    const model = fitMahalanobis(rows, { ridge: 0 })
    near(
      queries.map(query => scoreMahalanobis(model, query)),
      golden.mahalanobis,
      1e-9
    )
  })

  it('agrees with scikit-learn where there are more columns than rows', () => {
    const wide = rowsOf(golden.wide.rows)
    const model = fitMahalanobis(wide, { ridge: 0 })
    const moved = wide.slice(0, 4).map(row => row.map(value => value + 0.1))
    near(
      moved.map(row => scoreMahalanobis(model, row)),
      golden.wide.distances,
      1e-9
    )
  })

  it('is Euclidean for a single normal', () => {
    const model = fitMahalanobis([Float64Array.of(1, 1)])
    expect(scoreMahalanobis(model, Float64Array.of(4, 5))).toBeCloseTo(5, 12)
  })
})

describe('K-means', () => {
  it('agrees with scikit-learn from the same start to 1e-12', () => {
    const { centres, labels, inertia } = lloyd(rows, rowsOf(golden.lloyd.start))
    expect(Array.from(labels)).toEqual(golden.lloyd.labels)
    for (const [index, centre] of centres.entries()) near(centre, golden.lloyd.centres[index] ?? [], 1e-12)
    near([inertia], [golden.lloyd.inertia], 1e-12)
  })

  it('finds the best inertia of fifty starts of scikit-learn with ten of its own', () => {
    const { inertia } = kmeans(rows, { clusters: 4 }, seededRandom(1))
    near([inertia], [golden.kmeansInertia], 1e-9)
  })

  it('gives the same clusters for the same seed', () => {
    const once = kmeans(rows, { clusters: 7, starts: 1 }, seededRandom(3))
    expect(kmeans(rows, { clusters: 7, starts: 1 }, seededRandom(3))).toEqual(once)
  })

  it('makes no more clusters than rows, and leaves none empty among copies', () => {
    const two = rows.slice(0, 2)
    expect(kmeans(two, { clusters: 16 }, seededRandom(1)).centres).toHaveLength(2)
    const copies = [Float64Array.of(1), Float64Array.of(1), Float64Array.of(1)]
    const { labels, centres } = kmeans(copies, { clusters: 2 }, seededRandom(1))
    expect(new Set(labels).size).toBe(centres.length)
  })
})

describe('K-means centres', () => {
  const domains = rows.map((_, index) => (index < 3 ? ('target' as const) : ('source' as const)))

  it('keep every target clip beside the centres of the source', () => {
    const model = fitCentres(rows, domains, { centres: 4 }, seededRandom(1))
    expect(model.rows).toHaveLength(7)
    for (const row of rows.slice(0, 3)) expect(scoreCentres(model, row)).toBeLessThan(1e-12)
  })

  it('are as many as there are clips where those are fewer', () => {
    const model = fitCentres(rows.slice(0, 2), [null, null], { centres: 16 }, seededRandom(1))
    expect(model.rows).toHaveLength(2)
    expect(scoreCentres(model, rows[1] ?? new Float64Array(6))).toBeLessThan(1e-12)
  })
})

describe('Gaussian mixture', () => {
  it.each(golden.mixture)('with $covariance covariances agrees with scikit-learn to 1e-6', wanted => {
    const start = [0, 1].map(component =>
      Float64Array.from(wanted.labels, label => (label === component ? 1 : 0))
    )
    const model = maximiseExpectation(rows, start, {
      components: 2,
      covariance: wanted.covariance === 'full' ? 'full' : 'diagonal',
      tolerance: 1e-10,
      maxIterations: 500
    })
    for (const [index, { mean, logWeight }] of model.components.entries()) {
      near(mean, wanted.means[index] ?? [], 1e-6)
      near([Math.exp(logWeight)], [wanted.weights[index] ?? Number.NaN], 1e-6)
    }
    near(
      queries.map(query => mixtureLogDensity(model, query)),
      wanted.logDensities,
      1e-6
    )
    near(
      queries.map(query => scoreMixture(model, query)),
      wanted.scores,
      1e-6
    )
  })

  it('of one component is the Mahalanobis distance in other words', () => {
    const options = { components: 1, covariance: 'full', regularisation: 0 } as const
    const mixture = fitMixture(rows, options, seededRandom(1))
    const [a, b] = queries.map(query => 2 * scoreMixture(mixture, query))
    const plain = maximiseExpectation(rows, [new Float64Array(rows.length).fill(1)], options)
    const [c, d] = queries.map(query => 2 * scoreMixture(plain, query))
    near([(a ?? 0) - (b ?? 0)], [(c ?? 0) - (d ?? 0)], 1e-9)
  })

  it('holds with more columns than rows where it is shrunk', () => {
    const wide = rowsOf(golden.wide.rows)
    const options = { components: 2, covariance: 'full', shrinkage: 0.5, regularisation: 0 } as const
    const model = fitMixture(wide, options, seededRandom(1))
    for (const row of wide) expect(scoreMixture(model, row)).toBeLessThan(1e3)
  })
})
