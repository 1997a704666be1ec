import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach } from 'vitest'
import { unpack } from '../../../../electron/compute/exchange/unpack.ts'
import { AppError } from '../../../../electron/contract/errors.ts'
import { temporaryFolder } from '../../../support/compute.ts'

/** A file to be unpacked and an empty folder to unpack it into, for the tests of one file. */
export const unpacking = () => {
  const root = temporaryFolder()
  const file = path.join(root, 'fan.earshot')
  const stageDir = path.join(root, 'stage')
  const dataDir = path.join(root, 'data')

  const run = async (
    renewal: string | null = null,
    stop = new AbortController(),
    report = (): void => undefined
  ) =>
    unpack(
      { path: file, fileName: 'fan.earshot', stageDir, dataDir, renewal },
      { signal: stop.signal, report }
    )

  const clear = async (): Promise<void> => {
    for (const folder of [stageDir, dataDir]) {
      await rm(folder, { recursive: true, force: true })
      mkdirSync(folder)
    }
  }
  beforeEach(clear)

  /** Why the file is refused. */
  const refusal = async (): Promise<AppError> => {
    const error: unknown = await run().catch((reason: unknown) => reason)
    if (error instanceof AppError) return error
    throw new Error('The file was not refused', { cause: error })
  }
  return { root, file, stageDir, dataDir, run, refusal, clear }
}
