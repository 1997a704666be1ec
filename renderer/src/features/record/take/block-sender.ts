import { AppError } from '../../../../../electron/contract/errors.ts'

/** Frames in [from, to) of the ring; null where they are gone or have not come. */
type Read = (from: number, to: number) => Float32Array<ArrayBuffer> | null

export interface SenderOptions {
  /** First frame of the take, in frames of the ring. */
  readonly from: number
  /** Wanted size of a post, and the most that one post may hold when there is much to catch up, in frames. */
  readonly blockFrames: number
  readonly mostFrames: number
  readonly read: Read
  /** Oldest frame that the ring still has. */
  readonly oldest: () => number
  /** Posts samples whose first frame is `firstFrame` of the take; posts that were made before do no harm. */
  readonly post: (samples: Float32Array<ArrayBuffer>, firstFrame: number) => Promise<unknown>
  /** Waits between two tries. */
  readonly wait: (ms: number) => Promise<void>
  /** These frames (of the ring) were gone when their turn came: the host was not heard for too long. */
  readonly onLost: (firstFrame: number, frames: number) => void
  /** It could not be sent and will not be tried again. */
  readonly onFailed: (error: unknown) => void
}

export interface BlockSender {
  /** There is sound up to `end` (frames of the ring). */
  offer(end: number): void
  /** Sends all up to `end`, the last block of any size; resolves when the host has it, or has refused it. */
  finish(end: number): Promise<void>
  /** Sends nothing more. */
  stop(): void
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 4000

/** Where trying again may help: the host was not heard, or was busy. */
const isPassing = (error: unknown): boolean =>
  error instanceof AppError && (error.details['isOffline'] === true || error.code === 'busy')

/**
 * Sends a take block by block, in order, one post at a time. What the host does not take waits in the ring and is
 * tried again; after a pause the blocks are larger until it has caught up.
 */
export const createBlockSender = (options: SenderOptions): BlockSender => {
  const { from, blockFrames, mostFrames, read, oldest, post, wait, onLost, onFailed } = options
  let next = from
  let available = from
  let end: number | null = null
  let isBusy = false
  let isOver = false
  let finished: (() => void) | null = null

  const postUntilTaken = async (samples: Float32Array<ArrayBuffer>, firstFrame: number): Promise<boolean> => {
    for (let pauseMs = FIRST_PAUSE_MS; !isOver; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        await post(samples, firstFrame)
        return true
      } catch (error) {
        if (!isPassing(error)) {
          isOver = true
          onFailed(error)
          return false
        }
      }
      await wait(pauseMs)
    }
    return false
  }
  const pump = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    while (!isOver) {
      const limit = end === null ? available : Math.min(available, end)
      const isLast = end !== null && limit === end
      if (limit <= next || (limit - next < blockFrames && !isLast)) break
      if (next < oldest()) {
        // The jump of firstFrame tells the host; it stands as silence in the file.
        const first = oldest()
        onLost(next, first - next)
        next = first
        continue
      }
      const to = Math.min(limit, next + mostFrames)
      const samples = read(next, to)
      if (samples === null) break
      if (!(await postUntilTaken(samples, next - from))) break
      next = to
    }
    isBusy = false
    if (isOver || (end !== null && next >= end)) finished?.()
  }

  return {
    offer: until => {
      available = Math.max(available, until)
      void pump()
    },
    finish: until =>
      new Promise(resolve => {
        end = until
        finished = resolve
        void pump()
      }),
    stop: () => {
      isOver = true
      finished?.()
    }
  }
}
