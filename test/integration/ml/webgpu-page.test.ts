import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTensorflow } from '../../../electron/ml/engine/native-engine.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { largestDifference } from '../../support/differences.ts'
import { bundleForPage, CHROMIUM, openEnginePage } from '../../support/engine-page.ts'
import { trainReduced } from '../../support/reduced-training.ts'
import type { ReducedNetwork } from '../../support/reduced-training.ts'

const TOLERANCE = 1e-3
const HOUR_MS = 3_600_000
const isAsked = process.env.EARSHOT_TEST_LONG === '1'
const isPossible = existsSync(CHROMIUM) && isTensorflowInstalled()

/** What test/fixtures/ml/engines/page.ts answers. */
interface Trained {
  readonly device: string
  readonly losses: number[]
  readonly left: unknown
}

describe.skipIf(!isPossible)(
  'WebGPU in a page of Chromium [needs programs: chromium, and engine: TensorFlow]',
  () => {
    let opened: Awaited<ReturnType<typeof openEnginePage>>
    beforeAll(async () => {
      opened = await openEnginePage(await bundleForPage('test/fixtures/ml/engines/page.ts'))
    })
    afterAll(() => opened.close())

    const train = (page: Page, name: ReducedNetwork, steps: number): Promise<Trained> =>
      page.evaluate(
        ([network, count]) =>
          (Reflect.get(globalThis, 'train') as (network: string, steps: number) => Promise<Trained>)(
            network,
            count
          ),
        [name, steps] as const
      )

    const expectLosses = async (name: ReducedNetwork, steps: number): Promise<void> => {
      const found = await train(opened.page, name, steps)
      const wanted = (await trainReduced(openTensorflow({}), name, steps)).losses
      expect(found.device).toContain('swiftshader')
      expect(largestDifference(found.losses, wanted)).toBeLessThan(TOLERANCE)
      expect(found.left).toEqual({ tensors: 0, bytes: 0, nativeTensors: 0 })
    }

    it('trains a small network by the same code with the losses of TensorFlow', () => expectLosses('tiny', 3))

    it.runIf(isAsked).each(['ae', 'memcae', 'dual-branch'] as const)(
      'trains the reduced %s for thirty steps with the losses of TensorFlow [EARSHOT_TEST_LONG=1]',
      name => expectLosses(name, 30),
      HOUR_MS
    )

    it('ends with a sentence when the process of the graphics card dies', async () => {
      const { page } = opened
      const ended = page.evaluate(() =>
        (Reflect.get(globalThis, 'computeUntilLost') as () => Promise<unknown>)()
      )
      await page.waitForFunction(() => Number(document.title) > 3)
      const session = await page.context().browser()?.newBrowserCDPSession()
      await session?.send('Browser.crashGpuProcess')
      expect(await ended).toMatchObject({
        error: {
          code: 'engine-lost',
          message: expect.stringMatching(/^The graphics card stopped working/) as string,
          details: { reason: 'unknown' }
        }
      })
    })
  }
)
