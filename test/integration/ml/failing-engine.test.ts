import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { DetectorId } from '../../../electron/contract/models.ts'
import { SYSTEMS } from '../../../electron/ml/detectors/systems.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { nativeBackend } from '../../../electron/ml/engine/native.ts'
import type { Binding } from '../../../electron/ml/engine/native.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { openTestEngine } from '../../support/engine.ts'
import { clipOf, hum, humClips } from '../../support/hums.ts'

const PARAMS: Partial<Record<DetectorId, Record<string, unknown>>> = {
  'ae-mahalanobis': { epochs: 2, batch: 32, folds: 0 },
  memcae: { width: 0.125, slots: 20, batch: 4, epochs: 2 },
  // Recording its graphs takes seconds: EARSHOT_TEST_LONG=1.
  ...(process.env.EARSHOT_TEST_LONG === '1' && {
    'dual-branch-smote': { lengthS: 1, width: 0.1, epochs: 2, batch: 8, subClusters: 2 }
  })
}

describe.skipIf(!isTensorflowInstalled())(
  'an engine that fails in the middle [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let engine: Engine
    let restore = (): void => undefined
    beforeAll(async () => {
      engine = await openTestEngine()
    })
    afterEach(() => restore())

    /** The library refuses to run a graph from some call on, as it does where memory runs out. */
    const failAfter = (runs: number): void => {
      const native = nativeBackend(engine.tf)
      if (native === null) throw new Error('TensorFlow is not in use')
      const { binding } = native
      let left = runs
      const failing: Binding['runSavedModel'] = (...call) => {
        if (left-- > 0) return binding.runSavedModel(...call)
        throw new Error('OOM when allocating tensor with shape[8,128]\n\t [[node MatMul]]')
      }
      // Its own properties cannot be replaced.
      native.binding = new Proxy({} as Binding, {
        get: (_, name) => {
          if (name === 'runSavedModel') return failing
          const value: unknown = Reflect.get(binding, name)
          return typeof value === 'function' ? (value.bind(binding) as unknown) : value
        }
      })
      restore = () => {
        native.binding = binding
      }
    }

    it.each(Object.entries(PARAMS))(
      'ends the fit of %s with a sentence, frees everything, and the next fit goes on from the checkpoint',
      async (id, given) => {
        const checkpointDir = mkdtempSync(path.join(tmpdir(), 'earshot-failing-'))
        onTestFinished(() => rmSync(checkpointDir, { recursive: true, force: true }))
        const system = await SYSTEMS[id as DetectorId].load()
        const params = system.parameters(given)
        const before = engine.memory()
        const epochs: number[] = []
        const context = {
          seed: 1,
          checkpointDir,
          onEpoch: ({ epoch }: { readonly epoch: number }) => {
            epochs.push(epoch)
            if (epoch === 1) failAfter(1)
          }
        }
        await expect(system.fit(humClips(8), params, context)).rejects.toMatchObject({
          code: 'internal',
          message: expect.stringMatching(
            /^The learning engine \(.*\) failed in step \d+ of the training: OOM when allocating tensor with shape\[8,128\]$/
          ) as string,
          details: { engine: engine.id }
        })
        restore()
        expect(engine.memory()).toEqual(before)
        expect(epochs).toEqual([1])
        const fitted = await system.fit(humClips(8), params, {
          seed: 1,
          checkpointDir,
          onEpoch: ({ epoch }) => epochs.push(epoch)
        })
        expect(epochs).toEqual([1, 2])
        const test = [clipOf('test.wav', hum(20))]
        const [score] = await fitted.score(test)
        failAfter(0)
        await expect(fitted.score(test)).rejects.toMatchObject({
          code: 'internal',
          message: expect.stringContaining('failed while it scored') as string
        })
        restore()
        expect(await fitted.score(test)).toEqual(Float64Array.of(score ?? NaN))
        fitted.dispose()
        expect(engine.memory()).toEqual(before)
      }
    )
  }
)
