import { beforeAll, describe, expect, it } from 'vitest'
import type { DetectorId } from '../../../electron/contract/models.ts'
import { SYSTEMS } from '../../../electron/ml/detectors/systems.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { openTestEngine } from '../../support/engine.ts'
import { clipOf, hum, humClips } from '../../support/hums.ts'

const PARAMS: Partial<Record<DetectorId, Record<string, unknown>>> = {
  'ae-mahalanobis': { epochs: 1, folds: 0 },
  memcae: { width: 0.125, slots: 20, batch: 4, epochs: 1 },
  // Recording its graphs takes seconds: EARSHOT_TEST_LONG=1.
  ...(process.env.EARSHOT_TEST_LONG === '1' && {
    'dual-branch': { lengthS: 1, width: 0.1, epochs: 1, batch: 8, subClusters: 2 }
  })
}

/** Ten of one length, one longer, two of the first length again. */
const tests = Array.from({ length: 13 }, (_, index) => {
  const samples = hum(100 + index, 300 + 50 * index)
  const longer = Float32Array.from({ length: 24_000 }, (_value, at) => samples[at % samples.length] ?? 0)
  return clipOf(`t${index}.wav`, index === 10 ? longer : samples)
})

describe.skipIf(!isTensorflowInstalled())(
  'clips scored in batches [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await openTestEngine()
    })

    it.each(Object.entries(PARAMS))(
      'have the scores that %s gives each alone, report all of them, and leave no tensors',
      async (id, given) => {
        const before = engine.memory()
        const system = await SYSTEMS[id as DetectorId].load()
        const fitted = await system.fit(humClips(6), system.parameters(given), { seed: 1 })
        const messages: string[] = []
        const report = (_: number, message: string): void => void messages.push(message)
        const together = await fitted.score(tests, { seed: 1, report })
        const alone: number[] = []
        for (const clip of tests) alone.push(...(await fitted.score([clip], { seed: 1 })))
        fitted.dispose()
        for (const [index, score] of alone.entries()) {
          expect(Math.abs((together[index] ?? NaN) - score)).toBeLessThan(1e-5 * Math.max(1, Math.abs(score)))
        }
        expect(messages).toEqual([8, 9, 10, 11, 12, 13].map(done => `${done} of 13 clips`))
        expect(engine.memory()).toEqual(before)
      }
    )
  }
)
