import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError, MAX_GAP_S, type Gap, type TakeStart } from '../../contract/index.ts'
import { createGrowingWav, floatFrameBytes, mostFloatFrames } from '../../audio/wav/growing-wav.ts'
import { syncPath } from '../../files/durable.ts'
import { systemReason } from '../system/reason.ts'
import { gapsWithin, gapsWithout, joinGaps } from './gaps.ts'
import { createSidecar, type TakeEnd } from './sidecar.ts'

/** What was written is on the disk after at most this long, plus one block. */
const SYNC_MS = 500
/** More gaps than these are no recording any more. */
const MAX_GAPS = 10_000
/** Larger values are no sound in any scale (the reader refuses them likewise). */
const LARGEST_SAMPLE = 1e6

/** Where the two files of a take lie. */
export interface TakePaths {
  readonly wav: string
  readonly notes: string
}

/** Takes the samples of one take, in any order, and keeps them. Its calls must not overlap. */
export interface TakeWriter {
  readonly frames: number
  readonly gaps: readonly Gap[]
  /** @throws AppError invalid (no whole frames, a jump that is too long), conflict (the take ended by itself) */
  receive(firstFrame: number, bytes: Uint8Array): Promise<void>
  note(gap: Gap): Promise<void>
  /** Completes the file; a reason is kept where it did not end as was wanted. */
  finish(end: TakeEnd | null): Promise<void>
}

/** Frames with a sample that is no sound: each run as a gap, the samples made silent in place. */
const silenceNoise = (samples: Float32Array, channels: number, firstFrame: number): Gap[] => {
  const bad: Gap[] = []
  for (let index = 0; index < samples.length; index++) {
    if (Math.abs(samples[index] as number) <= LARGEST_SAMPLE) continue
    const frame = Math.floor(index / channels)
    samples.fill(0, frame * channels, (frame + 1) * channels)
    bad.push({ firstFrame: firstFrame + frame, frames: 1 })
  }
  return joinGaps(bad)
}

/** Begins the two files of a take. `mostFrames` limits it; by default what a WAV file can hold. */
export const createTakeWriter = async (
  paths: TakePaths,
  start: TakeStart,
  mostFrames: number = mostFloatFrames(start)
): Promise<TakeWriter> => {
  const { channels, sampleRateHz } = start
  const frameBytes = floatFrameBytes(start)
  const sidecar = await createSidecar(paths.notes, start)
  const wav = await createGrowingWav(paths.wav, start).catch(async (error: unknown) => {
    await sidecar.close()
    await rm(paths.notes, { force: true })
    throw error
  })
  // A power cut must not take the names either.
  await syncPath(path.dirname(paths.wav)).catch(async (error: unknown) => {
    await wav.close()
    await sidecar.close()
    throw error
  })
  let frames = 0
  let gaps: Gap[] = []
  let syncedMs = performance.now()
  let ended: TakeEnd | null = null

  const sync = async (): Promise<void> => {
    await wav.sync()
    syncedMs = performance.now()
  }

  const note = async (gap: Gap): Promise<void> => {
    await sidecar.add({ gap })
    gaps = joinGaps([...gaps, gap])
  }

  /** The journal names the gap before the file has it, and loses it after the file has its sound. */
  const put = async (firstFrame: number, samples: Float32Array): Promise<void> => {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
    const part = ({ firstFrame: from, frames: count }: Gap): Uint8Array =>
      bytes.subarray((from - firstFrame) * frameBytes, (from - firstFrame + count) * frameBytes)
    const block = { firstFrame, frames: samples.length / channels }
    const end = firstFrame + block.frames
    const late = gapsWithin(gaps, block)
    for (const gap of late) await wav.write(gap.firstFrame, part(gap))
    if (late.length > 0) {
      await sync()
      await sidecar.add({ filled: block })
      gaps = gapsWithout(gaps, block)
    }
    if (firstFrame > frames) {
      await note({ firstFrame: frames, frames: firstFrame - frames })
      await wav.resize(firstFrame)
      frames = firstFrame
    }
    if (end > frames) {
      await wav.write(frames, part({ firstFrame: frames, frames: end - frames }))
      frames = end
    }
  }

  const finish = async (end: TakeEnd | null): Promise<void> => {
    try {
      await wav.finish(frames)
      if (end !== null) await sidecar.add({ ended: end })
    } finally {
      await sidecar.close()
    }
  }

  const endItself = async (reason: string): Promise<never> => {
    ended = { reason, isRecovered: false }
    throw new AppError('conflict', reason, { frames })
  }

  return {
    get frames() {
      return frames
    },
    get gaps() {
      return gaps
    },
    note,
    finish: end => finish(end ?? ended),
    receive: async (firstFrame, bytes) => {
      if (ended !== null) throw new AppError('conflict', ended.reason, { frames })
      if (bytes.length === 0 || bytes.length % frameBytes !== 0) {
        throw new AppError('invalid', `Samples come in frames of ${frameBytes} bytes`, {
          bytes: bytes.length
        })
      }
      if (firstFrame - frames > MAX_GAP_S * sampleRateHz) {
        const missingS = (firstFrame - frames) / sampleRateHz
        throw new AppError(
          'invalid',
          `${missingS.toFixed(1)} s are missing: finish this take, begin another`,
          {
            frames
          }
        )
      }
      const room = Math.max(0, mostFrames - firstFrame) * channels
      const samples = new Float32Array(new Uint8Array(bytes).buffer).subarray(0, room)
      const bad = silenceNoise(samples, channels, firstFrame)
      try {
        if (samples.length > 0) await put(firstFrame, samples)
        for (const gap of bad) await note(gap)
        if (performance.now() - syncedMs >= SYNC_MS) await sync()
      } catch (error) {
        const why = systemReason(error)
        // What reached the file before the disk was full counts.
        frames = Math.max(frames, Math.min(firstFrame + samples.length / channels, await wav.frames()))
        return endItself(`The recording ended by itself: ${why}.`)
      }
      if (firstFrame + bytes.length / frameBytes > mostFrames) {
        return endItself('The recording ended by itself: the file is as long as a WAV file can be (4 GB).')
      }
      if (gaps.length > MAX_GAPS) {
        return endItself('The recording ended by itself: the device loses samples all the time.')
      }
    }
  }
}
