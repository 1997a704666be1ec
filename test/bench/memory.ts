import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { DetectorId } from '../../electron/contract/models.ts'

const execute = promisify(execFile)
const script = path.join(import.meta.dirname, 'memory/fit.ts')

const FEW = 200
const MANY = 2000
/**
 * What 1,800 clips more may cost: names, mean spectra, embeddings, scores, and what is collected later. Their sound alone
 * would be 115 MB, the features of memcae 230 MB.
 */
const MOST_MB = 100

/** Small networks: what is measured is what grows with the clips. */
const SYSTEMS_SMALL: readonly (readonly [DetectorId, Readonly<Record<string, unknown>>])[] = [
  ['ae-mse', { epochs: 1, folds: 0 }],
  ['memcae', { epochs: 1, width: 0.05, slots: 20, batch: 16 }],
  ['dual-branch-smote', { epochs: 1, lengthS: 1, width: 0.1, subClusters: 2 }]
]

/** Peak resident memory in MB of a process that fits to so many clips. */
const peakMb = async (id: DetectorId, clips: number, params: object): Promise<number> => {
  const { stdout } = await execute(process.execPath, [script, id, String(clips), JSON.stringify(params)])
  return Number(stdout)
}

/** Peak memory of features and one epoch over 200 and 2,000 clips of a second; a name chooses one system. */
export const run = async ([chosen]: readonly string[]): Promise<void> => {
  console.log('Peak memory of features and one epoch, clips of 1 s\n')
  console.log(`| system | ${FEW} clips | ${MANY} clips | difference | bar |`)
  console.log('|---|---|---|---|---|')
  for (const [id, params] of SYSTEMS_SMALL) {
    if (chosen !== undefined && chosen !== id) continue
    const [few, many] = [await peakMb(id, FEW, params), await peakMb(id, MANY, params)]
    const cells = [few, many, many - few, MOST_MB].map(value => `${value.toFixed(0)} MB`)
    console.log(`| ${id} | ${cells.join(' | ')} |`)
    if (many - few > MOST_MB) process.exitCode = 1
  }
}
