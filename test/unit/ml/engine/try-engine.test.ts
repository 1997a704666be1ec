import type * as core from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../electron/contract/errors.ts'
import type { Engine } from '../../../../electron/ml/engine/engine-types.ts'
import { engineLossIn } from '../../../../electron/ml/engine/in-use.ts'
import type { OpenEngine } from '../../../../electron/ml/engine/openers.ts'
import { tryEngine } from '../../../../electron/ml/engine/try-engine.ts'

const refusing =
  (error: Error): OpenEngine =>
  () =>
    Promise.reject(error)

/** An engine whose products are all zero; it never gets to more than that. */
const wrong = (onClose: () => void): OpenEngine => {
  const zeros = (length: number) => ({ data: async () => new Float32Array(length), dispose: () => undefined })
  const tf = { tidy: () => [zeros(17 * 9)] } as unknown as typeof core
  const engine = { id: 'webgpu', tf, canTrain: false } as unknown as Engine
  return async () => ({ ...engine, close: onClose })
}

const missing = (details: Record<string, unknown> = {}): AppError =>
  new AppError('engine-missing', 'Not here', details)

describe('tryEngine', () => {
  it('calls an engine absent that has nothing to run on', async () => {
    const { state, engine } = await tryEngine('webgpu', refusing(missing()), {})
    expect(state).toEqual({ kind: 'absent', why: 'Not here' })
    expect(engine).toBeNull()
  })

  it('calls an engine failed whose set-up failed, or whose library throws', async () => {
    const setUp = await tryEngine('tensorflow-cuda', refusing(missing({ isBroken: true })), {})
    expect(setUp.state).toEqual({ kind: 'failed', why: 'Not here' })
    const thrown = await tryEngine('webgpu', refusing(new TypeError('no adapter info')), {})
    expect(thrown.state).toEqual({ kind: 'failed', why: 'no adapter info' })
  })

  it('gives an engine back that computes wrong numbers', async () => {
    let isClosed = false
    const open = wrong(() => (isClosed = true))
    const { state, engine } = await tryEngine('webgpu', open, {})
    expect(state).toMatchObject({ kind: 'failed', why: expect.stringContaining('wrong numbers') as string })
    expect(engine).toBeNull()
    expect(isClosed).toBe(true)
  })

  it('asks for another process where a library of TensorFlow that is in it does not work', async () => {
    const wrongCuda = tryEngine(
      'tensorflow-cuda',
      wrong(() => undefined),
      {}
    )
    await expect(wrongCuda).rejects.toMatchObject({
      code: 'engine-lost',
      details: { engine: 'tensorflow-cuda' }
    })
    const noCard = tryEngine('tensorflow-cuda', refusing(missing({ isBroken: true, isLoaded: true })), {})
    await expect(noCard).rejects.toMatchObject({
      code: 'engine-lost',
      details: { engine: 'tensorflow-cuda' }
    })
  })

  it('lets an opener allow software adapters only where its engine was pinned', async () => {
    const seen: unknown[] = []
    const open: OpenEngine = options => {
      seen.push(options.prefer)
      return Promise.reject(missing())
    }
    await tryEngine('webgpu', open, { prefer: 'webgpu' })
    await tryEngine('webgpu', open, { prefer: 'tensorflow' })
    expect(seen).toEqual(['webgpu', 'automatic'])
  })
})

describe('engineLossIn', () => {
  const oom = new Error('Invalid TF_Status: 8\nMessage: OOM when allocating tensor on GPU:0')

  it('tells a failure of the card from one of the work', () => {
    expect(engineLossIn(oom, { id: 'tensorflow-cuda' })).toMatchObject({
      code: 'engine-lost',
      details: { engine: 'tensorflow-cuda' }
    })
    expect(engineLossIn(oom, { id: 'tensorflow' })).toBeNull()
    expect(engineLossIn(new Error('shapes differ'), { id: 'tensorflow-cuda' })).toBeNull()
  })

  it('names the engine in use where a device was lost', () => {
    const error = new AppError('engine-lost', 'The card stopped.', { reason: 'destroyed' })
    expect(engineLossIn(error, { id: 'webgpu' })?.details).toEqual({ reason: 'destroyed', engine: 'webgpu' })
  })
})
