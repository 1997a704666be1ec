import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { SYSTEMS } from '../../electron/ml/detectors/systems.ts'
import { areaUnderRoc } from '../../electron/ml/metrics/roc.ts'
import { dataPath } from '../support/data.ts'
import { SLIDER } from '../support/slider-clips.ts'
import { sliderSystemClips } from '../support/slider-systems.ts'
import { harderCell, HARDER_TITLE } from './systems/harder-sets.ts'
import { spreadOf, writeSection } from './support.ts'

const PEER = path.join(import.meta.dirname, 'peer/ae.py')
const DETECTORS = ['ae-mse', 'ae-mahalanobis'] as const
type Detector = (typeof DETECTORS)[number]

const LEAST_TOLERANCE = 0.01
/** The means may differ by so many pooled standard deviations. */
const DEVIATIONS = 2

const peerSchema = z.array(z.object({ seed: z.number(), 'ae-mse': z.number(), 'ae-mahalanobis': z.number() }))

/** Whether two sets of figures agree: the difference of their means, and how much it may be. */
export const compareMeans = (
  ours: readonly number[],
  theirs: readonly number[]
): { readonly difference: number; readonly most: number; readonly isKept: boolean } => {
  const [a, b] = [spreadOf(ours), spreadOf(theirs)]
  const degrees = ours.length + theirs.length - 2
  const squares = (ours.length - 1) * a.deviation ** 2 + (theirs.length - 1) * b.deviation ** 2
  const pooled = degrees === 0 ? 0 : Math.sqrt(squares / degrees)
  const difference = Math.abs(a.mean - b.mean)
  const most = Math.max(LEAST_TOLERANCE, DEVIATIONS * pooled)
  return { difference, most, isKept: difference <= most }
}

const measureOurs = async (seeds: readonly number[], epochs: number): Promise<Record<Detector, number[]>> => {
  const { train, test, isAnomalous } = await sliderSystemClips()
  const areas: Record<Detector, number[]> = { 'ae-mse': [], 'ae-mahalanobis': [] }
  for (const id of DETECTORS) {
    const system = await SYSTEMS[id].load()
    for (const seed of seeds) {
      // Networks for held-out scores are not compared.
      const fitted = await system.fit(train, { epochs, folds: 0 }, { seed })
      areas[id].push(areaUnderRoc(isAnomalous, await fitted.score(test)))
      fitted.dispose()
      console.error(`${id}, seed ${seed}: AUC ${areas[id].at(-1)?.toFixed(4) ?? ''}`)
    }
  }
  return areas
}

const start = promisify(execFile)

/** Why the peer cannot run; null where it can. */
const missingPeer = async (python: string): Promise<string | null> => {
  try {
    await start(python, ['-c', 'import torch, librosa, sklearn'])
    return null
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return error.message.trim().split('\n').at(-1) ?? error.message
  }
}

const measurePeer = async (
  python: string,
  seeds: readonly number[],
  epochs: number
): Promise<Record<Detector, number[]>> => {
  const { stdout } = await start(
    python,
    [PEER, dataPath(SLIDER), seeds.join(','), `${epochs}`, `${os.availableParallelism()}`],
    { env: { ...process.env, OMP_WAIT_POLICY: 'passive' } }
  )
  const results = peerSchema.parse(JSON.parse(stdout))
  const areasOf = (id: Detector): number[] => results.map(result => result[id])
  return { 'ae-mse': areasOf('ae-mse'), 'ae-mahalanobis': areasOf('ae-mahalanobis') }
}

const cell = (values: readonly number[]): string => {
  const { mean, deviation } = spreadOf(values)
  return `${mean.toFixed(4)} ± ${deviation.toFixed(4)} | ${values.map(value => value.toFixed(4)).join(', ')}`
}

/**
 * The autoencoders beside a PyTorch port of the official baseline, same clips and epochs: `--seeds N` (default 4),
 * `--epochs N` (default 100), `--peer PYTHON` (default python3, with torch, librosa and scikit-learn), `--write`
 * puts the table into docs/results.md. Fails where they do not agree.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '4' },
      epochs: { type: 'string', default: '100' },
      peer: { type: 'string', default: 'python3' },
      write: { type: 'boolean', default: false }
    }
  })
  const epochs = Number(values.epochs)
  const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1)
  const missing = await missingPeer(values.peer)
  if (missing !== null) {
    console.log(`Left out: ${values.peer} has not what the baseline needs (${missing})`)
    return
  }
  const theirs = await measurePeer(values.peer, seeds, epochs)
  const ours = await measureOurs(seeds, epochs)
  const rows = DETECTORS.map(id => {
    const { difference, most, isKept } = compareMeans(ours[id], theirs[id])
    if (!isKept) process.exitCode = 1
    return [
      `| ${id} | ours | ${cell(ours[id])} | | | ${harderCell(id)} |`,
      `| | PyTorch | ${cell(theirs[id])} | ${difference.toFixed(4)} | ${most.toFixed(4)}${isKept ? '' : ' (not kept)'} | |`
    ].join('\n')
  })
  const body = [
    [
      `AUC on the slide rail (75 normals, 60 tests), ${epochs} epochs, ${seeds.length} seeds, against the official`,
      'baseline in PyTorch (same clips, features by librosa). The means may differ by .01 or two pooled standard',
      'deviations, whichever is more.'
    ].join(' '),
    '',
    `| system | by | mean ± deviation | AUC of each seed | difference | at most | ${HARDER_TITLE} |`,
    '|---|---|---|---|---|---|---|',
    ...rows
  ].join('\n')
  console.log(body)
  if (values.write) writeSection('ae-peer', body)
}
