import mt19937 from '@stdlib/random-base-mt19937'
import { fitCalibrated } from '../../electron/ml/detectors/auto/calibration.ts'
import { expectedFalseAlarms } from '../../electron/ml/detectors/auto/expected-alarms.ts'
import { extractFeatures } from '../../electron/ml/detectors/auto/features.ts'
import { rowOf, scoreFused } from '../../electron/ml/detectors/auto/fused-model.ts'
import { loadSliderClips } from '../support/slider-clips.ts'

/** What came of fits on random draws of one number of normals. */
export interface CalibrationRow {
  readonly normals: number
  readonly splits: number
  /** Observed false-alarm rates, percent. */
  readonly mean: number
  readonly worst: number
  /** Means of what the fits stated, per 100. */
  readonly stated: number
  readonly low: number
  readonly high: number
  /** Share of splits whose stated interval holds the observed rate. */
  readonly covered: number
}

/** Views of all 105 normal clips at hand. */
export const loadNormalRows = async (): Promise<Float64Array[]> => {
  const train = await loadSliderClips('train')
  const test = (await loadSliderClips('test')).filter(clip => clip.file.startsWith('normal'))
  return [...train, ...test].map(clip => rowOf(extractFeatures(clip.samples)))
}

/**
 * Fits on random draws of `normals` clips and counts false alarms among the others. As many disjoint draws as
 * there are clips for come from one shuffle, so that every clip is learned from and judged about equally often.
 */
export const measureCalibration = (
  rows: readonly Float64Array[],
  normals: number,
  splits: number,
  seed: number
): CalibrationRow => {
  const integers = mt19937.factory({ seed })
  const random = (): number => integers() / 2 ** 32
  const draws = Math.floor(rows.length / normals)
  let order: Float64Array[] = []
  const results = Array.from({ length: splits }, (_, split) => {
    const at = (split % draws) * normals
    if (at === 0) order = shuffled(rows, random)
    return oneSplit([...order.slice(at), ...order.slice(0, at)], normals)
  })
  const average = (pick: (result: SplitResult) => number): number =>
    results.reduce((sum, result) => sum + pick(result), 0) / splits
  return {
    normals,
    splits,
    mean: average(result => result.observed),
    worst: Math.max(...results.map(result => result.observed)),
    stated: average(result => result.stated),
    low: average(result => result.low),
    high: average(result => result.high),
    covered: average(({ observed, low, high }) => (observed >= low && observed <= high ? 1 : 0))
  }
}

interface SplitResult {
  readonly observed: number
  readonly stated: number
  readonly low: number
  readonly high: number
}

const oneSplit = (rows: readonly Float64Array[], normals: number): SplitResult => {
  const fitRows = rows.slice(0, normals).map((views, group) => ({ views, group }))
  const clips = fitRows.map(({ group }) => ({ group: String(group) }))
  const { fit, calibration } = fitCalibrated(fitRows, clips, false)
  const others = rows.slice(normals)
  const flagged = others.filter(views => scoreFused(fit.model, views).score >= calibration.threshold)
  const { per100, low, high } = expectedFalseAlarms(calibration, calibration.threshold)
  return { observed: (100 * flagged.length) / others.length, stated: per100, low, high }
}

const shuffled = <T>(values: readonly T[], random: () => number): T[] => {
  const copy = [...values]
  for (let index = copy.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const kept = copy[index] as T
    copy[index] = copy[other] as T
    copy[other] = kept
  }
  return copy
}

/** Prints observed and stated false alarms at 5, 10, 25 and 50 normals as Markdown (`--splits N`, default 50). */
export const run = async (args: readonly string[]): Promise<void> => {
  const at = args.indexOf('--splits')
  const splits = at === -1 ? 50 : Number(args[at + 1])
  const rows = await loadNormalRows()
  console.log(`False alarms at the nominal 5 %, ${splits} random splits of ${rows.length} normal clips\n`)
  console.log('| normals | observed, mean % | worst % | stated per 100 | stated interval | covered |')
  console.log('|---|---|---|---|---|---|')
  for (const normals of [5, 10, 25, 50]) {
    const row = measureCalibration(rows, normals, splits, 1)
    const interval = `${row.low.toFixed(1)} to ${row.high.toFixed(1)}`
    console.log(
      `| ${normals} | ${row.mean.toFixed(1)} | ${row.worst.toFixed(1)} | ${row.stated.toFixed(1)} | ` +
        `${interval} | ${(100 * row.covered).toFixed(0)} % |`
    )
  }
}
