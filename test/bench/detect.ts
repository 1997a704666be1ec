import { readdirSync } from 'node:fs'
import type { DetectFile, DetectItem } from '../../electron/contract/compute.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { areaUnderRoc, partialAreaUnderRoc } from '../../electron/ml/metrics/roc.ts'
import { dataPath } from '../support/data.ts'
import { SLIDER } from '../support/slider-clips.ts'
import { medianOfFive } from './support.ts'

const filesOf = (folder: string): DetectFile[] =>
  readdirSync(dataPath(SLIDER, folder)).map(file => ({ file, path: dataPath(SLIDER, folder, file) }))

const detectOnce = async (ignoreLevel: boolean): Promise<DetectItem[]> => {
  const items: DetectItem[] = []
  const compute = createCompute({ log: (_level, message, details) => console.error(message, details) })
  await compute.run(
    'detect',
    {
      detector: 'auto',
      ignoreLevel,
      channel: 1,
      clipLengthS: null,
      seed: 1,
      params: {},
      budgetS: null,
      normals: filesOf('train'),
      tests: filesOf('test')
    },
    { onItem: item => items.push(item) }
  )
  await compute.close()
  return items
}

/** `detect` on the slide rail: 75 normals and 60 tests, from process start to the last score. */
export const run = async (_args: readonly string[]): Promise<void> => {
  console.log('Detect on mimii-slider-id00, 75 + 60 FLAC clips of 10 s, median of 5\n')
  console.log('| overall level | time | bar | AUC | pAUC | flagged normal | flagged anomalous |')
  console.log('|---|---|---|---|---|---|---|')
  for (const ignoreLevel of [false, true]) {
    let items: DetectItem[] = []
    const ms = await medianOfFive(async () => {
      items = await detectOnce(ignoreLevel)
    })
    const scored = items.filter(item => item.kind === 'score')
    const isAnomalous = scored.map(({ file }) => file.startsWith('anomaly_'))
    const scores = scored.map(({ score }) => score)
    const areas = [areaUnderRoc(isAnomalous, scores), partialAreaUnderRoc(isAnomalous, scores, 0.1)]
    const flagged = scored.filter(({ isFlagged }) => isFlagged)
    const count = (prefix: string): string =>
      `${flagged.filter(item => item.file.startsWith(prefix)).length} of ${items.filter(({ file }) => file.startsWith(prefix)).length}`
    console.log(
      `| ${ignoreLevel ? 'ignored' : 'used'} | ${(ms / 1000).toFixed(2)} s | 6 s | ${areas.map(area => area.toFixed(3)).join(' | ')} | ${count('normal_')} | ${count('anomaly_')} |`
    )
  }
}
