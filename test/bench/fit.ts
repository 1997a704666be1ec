import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Compute, FitClip, ScoredClip } from '../../electron/contract/compute.ts'
import { loadModel } from '../../electron/compute/detector/model-files.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { decodeAnalysis } from '../../electron/audio/decode.ts'
import { decodeFeatures } from '../../electron/ml/detectors/auto/feature-codec.ts'
import { extractFeatures } from '../../electron/ml/detectors/auto/features.ts'
import { asOther, AUTO_FIT, importClips } from '../support/clips.ts'
import { dataPath } from '../support/data.ts'
import { SLIDER } from '../support/slider-clips.ts'
import { medianOfFive } from './support.ts'

const NORMALS = 50
const SECONDS = 10

const row = (what: string, ms: number, bar: string): void =>
  console.log(`| ${what} | ${ms.toFixed(ms < 20 ? 1 : 0)} ms | ${bar} |`)

/** Fit and score of imported clips in a process of their own. */
const measureTasks = async (compute: Compute, clips: readonly FitClip[], folder: string): Promise<string> => {
  let round = 0
  let modelDir = ''
  const fitMs = await medianOfFive(async () => {
    modelDir = path.join(folder, `model-${round++}`)
    mkdirSync(modelDir)
    await compute.run('fit', { ...AUTO_FIT, clips, modelDir })
  })
  row(`fit of ${clips.length} imported clips, process start and held-out lanes included`, fitMs, '1500 ms')
  const others = clips.map(asOther)
  const scoreMs = await medianOfFive(async () => {
    const items: ScoredClip[] = []
    await compute.run('score', { modelDir, clips: others }, { onItem: item => items.push(item) })
    if (items.length !== others.length) throw new Error('Clips are missing')
  })
  row(`score and lane of ${others.length} imported clips, process start included`, scoreMs, '')
  return modelDir
}

/** One clip on one core, in this process. */
const measureClip = async (modelDir: string, clip: FitClip): Promise<void> => {
  const { auto: fitted } = await loadModel(modelDir)
  const samples = await decodeAnalysis(clip.audioPath, clip.channel)
  const features = decodeFeatures(readFileSync(clip.featuresPath))
  const twentyTimes = (work: () => unknown) => async (): Promise<void> => {
    for (let time = 0; time < 20; time++) work()
  }
  const featuresMs = (await medianOfFive(twentyTimes(() => extractFeatures(samples)))) / 20
  const scoreMs = (await medianOfFive(twentyTimes(() => fitted.score(features)))) / 20
  const laneMs = (await medianOfFive(twentyTimes(() => fitted.lane(features)))) / 20
  row('features of a clip, one core', featuresMs, '')
  row('score of a clip, one core, features included', featuresMs + scoreMs, '20 ms')
  row('lane of a clip, one core, features included', featuresMs + laneMs, '100 ms')
}

/** Fit and score of imported clips of the slide rail. */
export const run = async (_args: readonly string[]): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-bench-'))
  const compute = createCompute({ log: (_level, message, details) => console.error(message, details) })
  try {
    const train = dataPath(SLIDER, 'train')
    const paths = readdirSync(train)
      .sort()
      .slice(0, NORMALS)
      .map(file => path.join(train, file))
    const clips = await importClips(compute, paths, {
      dataDir: path.join(folder, 'data'),
      clipLengthS: SECONDS
    })
    console.log(`Fit and score, ${NORMALS} clips of ${SECONDS} s, median of 5\n`)
    console.log('| what | time | bar |')
    console.log('|---|---|---|')
    const modelDir = await measureTasks(compute, clips, folder)
    const [clip] = clips
    if (clip) await measureClip(modelDir, clip)
  } finally {
    await compute.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
