import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, it } from 'vitest'
import { extractFeatures } from '../../../../../electron/ml/detectors/auto/features.ts'
import type { ClipFeatures } from '../../../../../electron/ml/detectors/auto/features.ts'
import { fitAuto } from '../../../../../electron/ml/detectors/auto/fit.ts'
import type { TrainingClip } from '../../../../../electron/ml/detectors/auto/fit.ts'
import { rowOf } from '../../../../../electron/ml/detectors/auto/fused-model.ts'
import { areaUnderRoc, partialAreaUnderRoc } from '../../../../../electron/ml/metrics/roc.ts'
import { measureCalibration } from '../../../../bench/calibration.ts'
import { measureLane } from '../../../../bench/lane.ts'
import { dataPath, describeWithData } from '../../../../support/data.ts'
import { loadSliderClips, SLIDER } from '../../../../support/slider-clips.ts'
import type { LoadedClip } from '../../../../support/slider-clips.ts'

interface Reference {
  readonly file: string
  readonly score: number
  readonly isFlagged: boolean
}

const referenceScores = (name: string): Reference[] => {
  const rows: string[][] = parse(readFileSync(dataPath(SLIDER, name)), { from_line: 2 })
  return rows.map(([file, score, flagged]) => ({
    file: file ?? '',
    score: Number(score),
    isFlagged: flagged === '1'
  }))
}

describeWithData(SLIDER, 'the default detector on real slide-rail recordings', () => {
  let train: TrainingClip[] = []
  let test: (LoadedClip & { readonly features: ClipFeatures })[] = []

  beforeAll(async () => {
    train = (await loadSliderClips('train')).map(({ file, samples }, order) => ({
      id: file,
      group: file,
      order,
      features: extractFeatures(samples)
    }))
    test = (await loadSliderClips('test')).map(clip => ({ ...clip, features: extractFeatures(clip.samples) }))
  })

  it.each([
    ['first-shot-scores.csv', false, 1, 1],
    ['first-shot-scores-no-level.csv', true, 0.99, 0.98]
  ])('gives the scores and flags of %s', (name, ignoreLevel, leastAuc, leastPauc) => {
    const fitted = fitAuto({ clips: train }, { ignoreLevel })
    const reference = referenceScores(name)
    expect(reference.map(({ file }) => file)).toEqual(test.map(({ file }) => file))
    const results = test.map(({ features }) => fitted.score(features))
    reference.forEach(({ score, isFlagged }, index) => {
      const own = results[index]?.score ?? Number.NaN
      expect(Math.abs(own - score)).toBeLessThan(1e-4 * Math.max(1, Math.abs(score)))
      expect(results[index]?.isFlagged).toBe(isFlagged)
    })
    const isAnomalous = test.map(({ file }) => file.startsWith('anomaly'))
    const scores = results.map(({ score }) => score)
    expect(areaUnderRoc(isAnomalous, scores)).toBeGreaterThanOrEqual(leastAuc)
    expect(partialAreaUnderRoc(isAnomalous, scores, 0.1)).toBeGreaterThanOrEqual(leastPauc)
  })

  it('gives every flagged clip a reason and no test clip a refusal', () => {
    const fitted = fitAuto({ clips: train }, { ignoreLevel: false })
    for (const { features } of test) {
      const { isFlagged, reasons } = fitted.score(features)
      expect(fitted.vet(features)).toBeUndefined()
      if (isFlagged) expect(reasons.length).toBeGreaterThan(0)
    }
    expect(fitted.model.excluded).toEqual([])
    expect(fitted.model.warnings).toEqual([])
  })

  it('points the lane at planted bursts', () => {
    const fitted = fitAuto({ clips: train }, { ignoreLevel: false })
    const heldOut = test.filter(({ file }) => file.startsWith('normal'))
    expect(measureLane(fitted, heldOut, 9, 1).both).toBeGreaterThanOrEqual(27)
    expect(measureLane(fitted, heldOut, 6, 1).both).toBeGreaterThan(19)
  })

  it('keeps its promise about false alarms on random splits', () => {
    const rows = [...train, ...test.filter(({ file }) => file.startsWith('normal'))].map(({ features }) =>
      rowOf(features)
    )
    for (const [normals, most] of [
      [5, 12],
      [10, 10],
      [25, 9]
    ] as const) {
      const { mean, covered } = measureCalibration(rows, normals, 10, 1)
      expect(mean).toBeLessThanOrEqual(most)
      expect(covered).toBeGreaterThanOrEqual(0.8)
    }
  })

  it('makes features, a fit of fifty and a lane within three times the bars', () => {
    const samples = test[0]?.samples ?? new Float32Array(0)
    // Processor time, because a busy machine's wall clock says little.
    const fastest = (times: number, work: () => unknown): number =>
      Math.min(
        ...Array.from({ length: times }, () => {
          const before = process.cpuUsage()
          work()
          return process.cpuUsage(before).user / 1000
        })
      )
    expect(fastest(20, () => extractFeatures(samples))).toBeLessThan(60)
    expect(fastest(2, () => fitAuto({ clips: train.slice(0, 50) }, { ignoreLevel: false }))).toBeLessThan(
      4500
    )
    const fitted = fitAuto({ clips: train.slice(0, 10) }, { ignoreLevel: false })
    const features = extractFeatures(samples)
    expect(fastest(5, () => fitted.lane(features))).toBeLessThan(300)
  })
})
