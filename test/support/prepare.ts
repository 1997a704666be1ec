import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Compute, PreparedFile, PrepareInput } from '../../electron/contract/compute.ts'
import { computeForTests, runCollecting, temporaryFolder } from './compute.ts'

export type ReadyFile = Extract<PreparedFile, { kind: 'ready' }>

/** A file that came in. @throws where it did not */
export const readyOf = (prepared: PreparedFile | undefined): ReadyFile => {
  if (prepared?.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(prepared)}`)
  return prepared
}

export interface PrepareForTests {
  readonly compute: Compute
  readonly newFolder: () => string
  /** Files of any place into a data folder of their own, cut into clips of a second. */
  readonly inputFor: (paths: readonly string[], change?: Partial<PrepareInput>) => PrepareInput
  readonly prepare: (input: PrepareInput) => Promise<PreparedFile[]>
}

/** The task `prepare` in real processes for the tests of one file, with folders that are removed after them. */
export const prepareForTests = (): PrepareForTests => {
  const compute = computeForTests()
  const folder = temporaryFolder()
  let folders = 0
  const newFolder = (): string => {
    const created = path.join(folder, String(folders++))
    mkdirSync(created)
    return created
  }
  return {
    compute,
    newFolder,
    inputFor: (paths, change = {}) => ({
      files: paths.map(filePath => ({ key: path.basename(filePath), path: filePath })),
      dataDir: newFolder(),
      channel: 1,
      clipLengthS: 1,
      knownSha256: [],
      copiesFiles: true,
      ...change
    }),
    prepare: async input => (await runCollecting(compute, 'prepare', input)).items
  }
}
