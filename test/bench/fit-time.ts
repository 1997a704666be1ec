import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Compute, FitClip } from '../../electron/contract/compute.ts'
import type { DetectorId } from '../../electron/contract/models.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { AUTO_FIT, importClips } from '../support/clips.ts'
import { dataPath } from '../support/data.ts'
import { SLIDER } from '../support/slider-clips.ts'

const CLIPS = 24
const SECONDS = 10

/** Two numbers of epochs a detector: what one epoch adds, and what comes once. */
const CASES: readonly (readonly [DetectorId, 'matrix' | 'convolution', number, number])[] = [
  ['ae-mse', 'matrix', 2, 22],
  ['ae-mahalanobis', 'matrix', 2, 22],
  ['memcae', 'convolution', 1, 3],
  ['dual-branch', 'convolution', 1, 3],
  ['dual-branch-kmeans', 'convolution', 1, 3],
  ['dual-branch-mixup', 'convolution', 1, 3],
  ['dual-branch-smote', 'convolution', 1, 3]
]

const measure = async (
  compute: Compute,
  clips: readonly FitClip[],
  folder: string,
  detector: DetectorId,
  epochs: number | null
): Promise<number> => {
  const modelDir = mkdtempSync(path.join(folder, 'model-'))
  const place = {
    modelDir,
    cacheDir: path.join(modelDir, 'cache'),
    checkpointDir: path.join(modelDir, 'check')
  }
  const params = epochs === null ? {} : { epochs }
  const startedMs = performance.now()
  await compute.run('fit', { ...AUTO_FIT, ...place, detector, params, clips })
  return (performance.now() - startedMs) / 1000
}

/**
 * Cost of a fit by each network in units of the engine's own speed: for COSTS in electron/core/models/fit-time.ts.
 * Names of detectors as arguments; all without. Speeds of the engine are measured before and after each.
 */
export const run = async (names: readonly string[]): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-bench-'))
  const compute = createCompute({ log: (_level, message, details) => console.error(message, details) })
  try {
    mkdirSync(path.join(folder, 'data'))
    const train = dataPath(SLIDER, 'train')
    const files = readdirSync(train).sort().slice(0, CLIPS)
    const clips = await importClips(
      compute,
      files.map(file => path.join(train, file)),
      { dataDir: path.join(folder, 'data'), clipLengthS: SECONDS }
    )
    const soundS = CLIPS * SECONDS
    console.log(
      '| detector | GFLOP/s | once, s | an epoch, s | once, GFLOP per s of sound | an epoch, GFLOP per s of sound |'
    )
    console.log('|---|---|---|---|---|---|')
    const speed = async (by: 'matrix' | 'convolution'): Promise<number> => {
      const { matrixGflops, convolutionGradientGflops } = await compute.run('learningEngine', {})
      return (by === 'matrix' ? matrixGflops : convolutionGradientGflops) ?? Number.NaN
    }
    for (const [detector, by, few, many] of CASES) {
      if (names.length > 0 && !names.includes(detector)) continue
      const speeds = [await speed(by)]
      const short = await measure(compute, clips, folder, detector, few)
      speeds.push(await speed(by))
      const long = await measure(compute, clips, folder, detector, many)
      speeds.push(await speed(by))
      const gflops = speeds.reduce((sum, value) => sum + value, 0) / speeds.length
      const epochS = (long - short) / (many - few)
      const onceS = short - few * epochS
      const cells = [gflops, onceS, epochS, (onceS * gflops) / soundS, (epochS * gflops) / soundS]
      console.log(`| ${detector} | ${cells.map(value => value.toFixed(2)).join(' | ')} |`)
    }
    if (names.length === 0 || names.includes('twfr-gmm')) {
      const tookS = await measure(compute, clips, folder, 'twfr-gmm', null)
      console.log(`\ntwfr-gmm: ${(tookS / soundS).toFixed(4)} s per s of sound, all in all`)
    }
  } finally {
    await compute.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
