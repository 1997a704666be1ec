import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PreparedFile, PrepareInput } from '../../electron/contract/compute.ts'
import { forkNode } from '../../electron/core/compute-host/child.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import type { ComputeChild } from '../../electron/core/compute-host/index.ts'
import { failureOf, filesBelow } from '../support/compute.ts'
import { prepareForTests, readyOf } from '../support/prepare.ts'
import type { ReadyFile } from '../support/prepare.ts'
import { writeNoiseWav } from '../support/wav-files.ts'

const { compute, newFolder, inputFor } = prepareForTests()

describe('prepare and its end', () => {
  let manyFiles: string[]
  beforeAll(() => {
    const from = newFolder()
    manyFiles = Array.from({ length: 40 }, (_, index) =>
      writeNoiseWav(path.join(from, `${index}.wav`), index, { seconds: 10 })
    )
  })
  const isWhole = (input: PrepareInput, ready: ReadyFile): boolean =>
    readFileSync(path.join(input.dataDir, ready.storedPath)).length === ready.sizeBytes

  it('ends soon when cancelled, with nothing half-written and all that was reported in place', async () => {
    const input = inputFor(manyFiles, { clipLengthS: 10 })
    const controller = new AbortController()
    const items: PreparedFile[] = []
    const error = await failureOf(
      compute.run('prepare', input, {
        signal: controller.signal,
        onItem: item => {
          items.push(item)
          controller.abort()
        }
      })
    )
    expect(error.code).toBe('cancelled')
    expect(items.length).toBeLessThan(40)
    expect(items.every(item => isWhole(input, readyOf(item)))).toBe(true)
    expect(filesBelow(input.dataDir).filter(file => file.endsWith('.tmp'))).toEqual([])
  })

  it('leaves only whole files under their names when its process is killed', async () => {
    const input = inputFor(manyFiles, { clipLengthS: 10 })
    let child: ComputeChild | undefined
    const fragile = createCompute({ log: () => undefined, fork: () => (child = forkNode()) })
    const items: PreparedFile[] = []
    const onItem = (item: PreparedFile): void => {
      items.push(item)
      child?.kill()
    }
    const error = await failureOf(fragile.run('prepare', input, { onItem }))
    await fragile.close()
    expect(error).toMatchObject({ code: 'compute-lost', details: { task: 'prepare', signal: 'SIGKILL' } })
    expect(items.every(item => isWhole(input, readyOf(item)))).toBe(true)
    const stored = filesBelow(path.join(input.dataDir, 'recordings')).filter(file => !file.endsWith('.tmp'))
    expect(stored.length).toBeGreaterThanOrEqual(items.length)
    for (const file of stored) {
      const bytes = readFileSync(path.join(input.dataDir, 'recordings', file))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(path.basename(file, '.wav'))
    }
  })
})
