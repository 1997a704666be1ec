import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { largestDifference } from '../../support/differences.ts'
import { hasVulkan, NEEDS_VULKAN, useSwiftShader } from '../../support/vulkan.ts'

const script = path.resolve(import.meta.dirname, '../../fixtures/ml/engines/systems.ts')
const isAsked = process.env.EARSHOT_TEST_LONG === '1'
const HOUR_MS = 3_600_000
// The graph of the third takes its time to record.
const NAMES = ['ae-mahalanobis', 'memcae', ...(isAsked ? ['dual-branch'] : [])]

interface Scored {
  readonly engine: string
  readonly scores: Readonly<Record<string, number[]>>
  readonly left: number
}

/** Runs the systems in a process of their own, on one engine. */
const run = async (engine: string, action: 'fit' | 'score', folder: string): Promise<Scored> => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, action, folder, ...NAMES], {
    env: { ...process.env, EARSHOT_ENGINE: engine, TF_CPP_MIN_LOG_LEVEL: '3' }
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Scored
}

describe.skipIf(!isTensorflowInstalled())(
  'models that TensorFlow fitted [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let folder: string
    let wanted: Scored
    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'earshot-engines-'))
      wanted = await run('tensorflow', 'fit', folder)
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    const expectScores = async (engine: string, tolerance: number): Promise<void> => {
      const found = await run(engine, 'score', folder)
      expect(found).toMatchObject({ engine, left: 0 })
      expect(Object.keys(found.scores)).toEqual(NAMES)
      for (const [system, scores] of Object.entries(wanted.scores)) {
        expect(largestDifference(found.scores[system] ?? [], scores), system).toBeLessThan(tolerance)
      }
    }

    it('are loaded by WebAssembly and score the same, features included', () => expectScores('wasm', 1e-3))

    it.runIf(hasVulkan && isAsked)(
      `are loaded by WebGPU and score the same [EARSHOT_TEST_LONG=1] ${NEEDS_VULKAN}`,
      async () => {
        useSwiftShader()
        await expectScores('webgpu', 1e-3)
      },
      HOUR_MS
    )
  }
)
