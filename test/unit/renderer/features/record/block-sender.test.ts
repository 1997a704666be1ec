import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../electron/contract/errors.ts'
import { createRingBuffer } from '../../../../../renderer/src/features/record/capture/ring-buffer.ts'
import {
  createBlockSender,
  type BlockSender
} from '../../../../../renderer/src/features/record/take/block-sender.ts'

const offline = (): AppError => new AppError('internal', 'Earshot does not answer.', { isOffline: true })

/** A ring that counts its frames, and a sender of what lies behind frame `from`. */
const setUp = (options: {
  from?: number
  capacity?: number
  post?: (samples: Float32Array, firstFrame: number) => Promise<unknown>
}) => {
  const ring = createRingBuffer(options.capacity ?? 10_000, 1)
  const got: number[] = []
  const sizes: number[] = []
  const pauses: number[] = []
  const failures: unknown[] = []
  const take = async (samples: Float32Array, firstFrame: number): Promise<void> => {
    expect(firstFrame).toBe(got.length)
    got.push(...samples)
    sizes.push(samples.length)
  }
  const sender: BlockSender = createBlockSender({
    from: options.from ?? 0,
    blockFrames: 100,
    mostFrames: 800,
    read: (from, to) => ring.read(from, to),
    oldest: () => ring.start,
    post: async (samples, firstFrame) => {
      await options.post?.(samples, firstFrame)
      await take(samples, firstFrame)
    },
    wait: async ms => {
      pauses.push(ms)
    },
    onLost: () => expect.unreachable(),
    onFailed: error => failures.push(error)
  })
  const hear = (frames: number): void => {
    const first = ring.end
    ring.append(
      first,
      Float32Array.from({ length: frames }, (_, index) => first + index)
    )
    sender.offer(ring.end)
  }
  return { ring, sender, hear, got, sizes, pauses, failures }
}
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

describe('the sender of blocks', () => {
  it('sends every frame once and in order, the last block of any size', async () => {
    const { sender, hear, got } = setUp({})
    for (let index = 0; index < 37; index++) hear(31)
    await sender.finish(1147)
    expect(got).toEqual(range(0, 1147))
  })

  it('begins with sound that was heard before, in larger posts', async () => {
    const { sender, hear, got, sizes } = setUp({ from: 500 })
    hear(3000)
    await sender.finish(3000)
    expect(got).toEqual(range(500, 3000))
    expect(sizes).toEqual([800, 800, 800, 100])
  })

  it('waits for sound that is still to come', async () => {
    const { sender, hear, got } = setUp({})
    hear(250)
    const finished = sender.finish(400)
    hear(100)
    hear(100)
    await finished
    expect(got).toEqual(range(0, 400))
  })

  it('posts one block at a time', async () => {
    let open = 0
    let most = 0
    const { sender, hear } = setUp({
      post: async () => {
        open++
        most = Math.max(most, open)
        await Promise.resolve()
        open--
      }
    })
    for (let index = 0; index < 10; index++) hear(150)
    await sender.finish(1500)
    expect(most).toBe(1)
  })

  it('tries again, less and less often, while the host is not heard', async () => {
    let failures = 6
    const { sender, hear, got, pauses } = setUp({
      post: async () => {
        if (failures-- > 0) throw offline()
      }
    })
    hear(300)
    await sender.finish(300)
    expect(got).toEqual(range(0, 300))
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 4000])
  })

  it('gives up where the host refuses, and says so once', async () => {
    const refusal = new AppError('conflict', 'The disk is full')
    const { sender, hear, failures } = setUp({
      post: async () => {
        throw refusal
      }
    })
    hear(150)
    hear(150)
    await sender.finish(300)
    expect(failures).toEqual([refusal])
  })

  it('leaves out what the ring lost meanwhile, and says which frames', async () => {
    const release = Promise.withResolvers<undefined>()
    const posts: number[] = []
    const lost: [number, number][] = []
    const ring = createRingBuffer(500, 1)
    const sender = createBlockSender({
      from: 0,
      blockFrames: 100,
      mostFrames: 800,
      read: (from, to) => ring.read(from, to),
      oldest: () => ring.start,
      post: async (_samples, firstFrame) => {
        posts.push(firstFrame)
        await release.promise
      },
      wait: async () => undefined,
      onLost: (firstFrame, frames) => lost.push([firstFrame, frames]),
      onFailed: () => undefined
    })
    for (let index = 0; index < 9; index++) {
      ring.append(ring.end, new Float32Array(100))
      sender.offer(ring.end)
    }
    release.resolve(undefined)
    await sender.finish(900)
    expect(posts).toEqual([0, 400])
    expect(lost).toEqual([[100, 300]])
  })

  it('sends nothing more once it is stopped', async () => {
    const { sender, hear, got } = setUp({})
    sender.stop()
    hear(1000)
    await Promise.resolve()
    expect(got).toEqual([])
  })
})
