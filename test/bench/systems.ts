import os from 'node:os'
import { parseArgs } from 'node:util'
import { AppError } from '../../electron/contract/errors.ts'
import { DETECTOR_IDS } from '../../electron/contract/models.ts'
import type { DetectorId } from '../../electron/contract/models.ts'
import { SYSTEMS } from '../../electron/ml/detectors/systems.ts'
import { decisionOf } from '../../electron/ml/detectors/threshold.ts'
import { areaUnderRoc, partialAreaUnderRoc } from '../../electron/ml/metrics/roc.ts'
import { sliderSystemClips } from '../support/slider-systems.ts'
import type { SliderSystemClips } from '../support/slider-systems.ts'
import { harderCell, HARDER_TITLE } from './systems/harder-sets.ts'
import { spreadOf, writeSection } from './support.ts'

/** What one fit with one seed came to. */
export interface SystemResult {
  readonly auc: number
  readonly pAuc: number
  readonly epochs: number
  /** Shares of the normal and of the anomalous tests at or above the threshold. */
  readonly falseAlarms: number
  readonly recall: number
  readonly fitS: number
}

/** Fits a system with its default parameters but for those given, and judges the tests. */
const measureSystem = async (
  id: DetectorId,
  seed: number,
  budgetS: number,
  params: Readonly<Record<string, unknown>>,
  { machine, train, test, isAnomalous }: SliderSystemClips
): Promise<SystemResult> => {
  const system = await SYSTEMS[id].load()
  const startedMs = performance.now()
  const fitted = await system.fit(train, system.parameters(params), { seed, budgetS })
  try {
    const fitS = (performance.now() - startedMs) / 1000
    const scores = [...(await fitted.score(test))]
    const { threshold } = decisionOf(fitted.heldOut(machine))
    const flaggedShare = (wanted: boolean): number => {
      const own = scores.filter((_, index) => isAnomalous[index] === wanted)
      return own.filter(score => score >= threshold).length / own.length
    }
    return {
      ...{ auc: areaUnderRoc(isAnomalous, scores), pAuc: partialAreaUnderRoc(isAnomalous, scores, 0.1) },
      ...{ epochs: fitted.epochs, falseAlarms: flaggedShare(false), recall: flaggedShare(true), fitS }
    }
  } finally {
    fitted.dispose()
  }
}

const withSpread = (values: readonly number[], digits: number): string => {
  const { mean, deviation } = spreadOf(values)
  return values.length === 1 ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`
}

const range = (values: readonly number[]): string => {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (most === 0) return 'none'
  return least === most ? `${least}` : `${least} to ${most}`
}

/** One line of the table. */
export const tableRow = (id: DetectorId, results: readonly SystemResult[], note = ''): string => {
  const column = (name: keyof SystemResult): number[] => results.map(result => result[name])
  const percent = (name: keyof SystemResult): string =>
    withSpread(
      column(name).map(share => 100 * share),
      0
    )
  const cells = [
    ...[`${id}${note}`, `${results.length}`, withSpread(column('auc'), 3), withSpread(column('pAuc'), 3)],
    ...[range(column('epochs')), percent('falseAlarms'), percent('recall')],
    ...[spreadOf(column('fitS')).mean.toFixed(1), harderCell(id)]
  ]
  return `| ${cells.join(' | ')} |`
}

/** What the loudness of the clips alone comes to: a system that is no better has learned nothing else. */
const levelRow = async ({ test, isAnomalous }: SliderSystemClips): Promise<string> => {
  const powers: number[] = []
  for (const { waveform } of test) {
    const samples = await waveform()
    powers.push(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
  }
  const areas = [areaUnderRoc(isAnomalous, powers), partialAreaUnderRoc(isAnomalous, powers, 0.1)]
  return `| loudness alone | | ${areas.map(area => area.toFixed(3)).join(' | ')} | | | | | |`
}

const chosen = (names: string | undefined): readonly DetectorId[] => {
  if (names === undefined) return DETECTOR_IDS
  return names.split(',').map(name => {
    const id = DETECTOR_IDS.find(known => known === name)
    if (id === undefined) throw new Error(`No detector ${name}. There are: ${DETECTOR_IDS.join(', ')}`)
    return id
  })
}

interface Variant {
  readonly id: DetectorId
  /** What stands behind its name in the table. */
  readonly note: string
  readonly params: Readonly<Record<string, unknown>>
}

/** The default detector alone can ignore what the anomalous clips here give away: their loudness. */
const withVariants = (id: DetectorId): readonly Variant[] => [
  { id, note: '', params: {} },
  ...(id === 'auto' ? [{ id, note: ', level ignored', params: { ignoreLevel: true } }] : [])
]

/**
 * Every system on the slide rail alone: `--seeds N` (default 4), `--detectors a,b` (default all), `--budget S`
 * (seconds of training, default 300), `--write` puts the table into docs/results.md.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '4' },
      detectors: { type: 'string' },
      budget: { type: 'string', default: '300' },
      write: { type: 'boolean', default: false }
    }
  })
  const [seeds, budgetS] = [Number(values.seeds), Number(values.budget)]
  const clips = await sliderSystemClips()
  const rows: string[] = [await levelRow(clips)]
  for (const { id, note, params } of chosen(values.detectors).flatMap(withVariants)) {
    const results: SystemResult[] = []
    try {
      for (let seed = 1; seed <= (SYSTEMS[id].isSeeded ? seeds : 1); seed++) {
        results.push(await measureSystem(id, seed, budgetS, params, clips))
        console.error(`${id}, seed ${seed}: AUC ${results.at(-1)?.auc.toFixed(3) ?? ''}`)
      }
      rows.push(tableRow(id, results, note))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      rows.push(`| ${id}${note} | 0 | n/a: ${error.message} | | | | | | |`)
      process.exitCode = 1
    }
  }
  const device = `${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${os.availableParallelism()} threads`
  const body = [
    [
      `Every system on the slide rail alone, default parameters: 75 normals, 60 tests, at most ${budgetS} s of`,
      `training, ${device}. Mean ± standard deviation over seeds; what does not depend on the seed has one. Times`,
      'include the features. One machine of a development set does not rank systems, and those made for many',
      'machines are at a disadvantage here. The last column has what others published of the same method on the',
      'evaluation sets of DCASE 2023 and 2024, over all machines: how far a figure of one development set falls;',
      'where nothing is published, the autoencoder says what to expect. Here the anomalous clips are also',
      'the louder ones: a system that takes loudness as evidence gets them all right by that alone.'
    ].join(' '),
    '',
    `| system | seeds | AUC | pAUC | epochs trained | false alarms % of 30 | recall % of 30 | fit s | ${HARDER_TITLE} |`,
    '|---|---|---|---|---|---|---|---|---|',
    ...rows
  ].join('\n')
  console.log(body)
  if (values.write) writeSection(['systems', ...args.filter(arg => arg !== '--write')].join(' '), body)
}
