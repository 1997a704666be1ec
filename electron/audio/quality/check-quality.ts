import type { Badge } from '../../contract/common.ts'
import { bandwidthOf } from './bandwidth.ts'
import { createDefectFinder } from './defects.ts'
import type { DefectCounts, DropOut } from './defects.ts'
import { createLevelSums } from './levels.ts'
import { createSpectrumSums } from './spectrum.ts'

/** What a recording's samples say of its quality. */
export interface QualityReport {
  /** Largest absolute sample; full scale is 1. */
  readonly peak: number
  /** Level without the DC offset, dB re full scale: 10 log10(mean square). */
  readonly levelDb: number
  readonly dcOffset: number
  /** Part of the samples that are held at the signal's limit, 0 to 1, and the number of such places. */
  readonly clippedFraction: number
  readonly clippedRuns: number
  readonly isSilent: boolean
  readonly dropOuts: readonly DropOut[]
  /** Upper edge of the band that is really filled, in Hz. */
  readonly bandwidthHz: number
  readonly badges: readonly Badge[]
}

export interface QualityCheck {
  push(block: Float32Array): void
  result(): QualityReport
}

/** Quieter than the noise of any microphone and converter in use (16-bit rounding alone: -101 dB). */
const SILENT_DB = -90
// Clipped places, samples of one place, and samples at the format's limit, from which on a recording gets the
// badge. A file that was made as loud as possible touches the limit once or twice.
const CLIPPED_RUNS = 3
const LONG_CLIPPED_RUN = 8
const FULL_SCALE_SAMPLES = 5
/** DC offset from which on it costs range or betrays a fault: 1 % of full scale, or the sound's own level. */
const DC_OFFSET = 0.01
const SMALLEST_DC_OFFSET = 0.0005

const badgesOf = (report: Omit<QualityReport, 'badges'>, defects: DefectCounts): Badge[] => {
  const badges: Badge[] = []
  const { clippedRuns, clippedFraction, dcOffset, dropOuts } = report
  const isLimited =
    defects.longestClippedRun >= LONG_CLIPPED_RUN || defects.fullScaleSamples >= FULL_SCALE_SAMPLES
  if (clippedRuns >= CLIPPED_RUNS || isLimited) {
    badges.push({ code: 'clipping', params: { places: clippedRuns, percent: 100 * clippedFraction } })
  }
  if (report.isSilent) badges.push({ code: 'silence', params: { levelDb: report.levelDb } })
  const rms = 10 ** (report.levelDb / 20)
  const offset = Math.abs(dcOffset)
  if (offset >= DC_OFFSET || (offset >= SMALLEST_DC_OFFSET && offset > rms)) {
    badges.push({ code: 'dc-offset', params: { percent: 100 * dcOffset } })
  }
  if (dropOuts.length > 0) {
    const lengthS = dropOuts.reduce((sum, dropOut) => sum + dropOut.lengthS, 0)
    const [first] = dropOuts
    badges.push({
      code: 'drop-outs',
      params: { count: dropOuts.length, lengthS, firstS: first?.startS ?? 0 }
    })
  }
  return badges
}

/**
 * Quality of one channel, block by block, at the rate of the file: resampling rounds the flat tops of clipping
 * and the edges of drop-outs off.
 */
export const createQualityCheck = (sampleRateHz: number): QualityCheck => {
  const levels = createLevelSums()
  const defects = createDefectFinder(sampleRateHz)
  const spectrum = createSpectrumSums(sampleRateHz)
  let samples = 0
  return {
    push: block => {
      samples += block.length
      levels.push(block)
      defects.push(block)
      spectrum.push(block)
    },
    result: () => {
      const { highest, lowest, dcOffset, levelDb } = levels.result()
      const found = defects.result(highest, lowest)
      const isSilent = levelDb < SILENT_DB
      const report = {
        peak: Math.max(highest, -lowest),
        dcOffset,
        levelDb,
        clippedFraction: found.clippedSamples / Math.max(1, samples),
        clippedRuns: found.clippedRuns,
        isSilent,
        dropOuts: isSilent ? [] : found.dropOuts,
        bandwidthHz: isSilent ? 0 : bandwidthOf(spectrum.result(), sampleRateHz)
      }
      return { ...report, badges: badgesOf(report, found) }
    }
  }
}

/** Quality of a whole channel at the rate of its file. */
export const checkQuality = (samples: Float32Array, sampleRateHz: number): QualityReport => {
  const check = createQualityCheck(sampleRateHz)
  check.push(samples)
  return check.result()
}
