import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe } from 'vitest'

const root = path.resolve(process.env.EARSHOT_TEST_DATA ?? '../shared/data')

/** Absolute path below the folder of real recordings (EARSHOT_TEST_DATA, default ../shared/data). */
export const dataPath = (...parts: readonly string[]): string => path.join(root, ...parts)

/**
 * A describe block that needs a folder of real recordings: skipped where it is absent, and counted as
 * skipped in the last lines of `npm test`; with EARSHOT_REQUIRE_DATA=1 its absence fails instead.
 */
export const describeWithData = (folder: string, name: string, body: () => void): void => {
  const isHere = existsSync(dataPath(folder))
  if (!isHere && process.env.EARSHOT_REQUIRE_DATA !== '1') {
    describe.skip(`${name} [needs data: ${folder}]`, body)
    return
  }
  describe(name, body)
}
