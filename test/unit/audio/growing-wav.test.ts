import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openAudio } from '../../../electron/audio/open-audio.ts'
import {
  createGrowingWav,
  FLOAT_HEADER_BYTES,
  floatHeader,
  mostFloatFrames,
  repairGrowingWav
} from '../../../electron/audio/wav/growing-wav.ts'
import { temporaryFolder } from '../../support/compute.ts'
import { floatBytes } from '../../support/takes.ts'
import { noise } from '../../support/wav-files.ts'

const FORMAT = { sampleRateHz: 44_100, channels: 2 }
const FRAME_BYTES = 8
const FRAMES = 6

const left = noise(1, { seconds: 1 }).subarray(0, FRAMES)
const right = noise(2, { seconds: 1 }).subarray(0, FRAMES)

/** Both channels of a file as they are read. */
const read = async (file: string): Promise<Float32Array[]> => {
  const reader = await openAudio(file)
  try {
    for await (const block of reader.blocks()) return block
    return []
  } finally {
    await reader.close()
  }
}

describe('a growing WAV file', () => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'take.wav')
  const write = async (): Promise<void> => {
    rmSync(file, { force: true })
    const wav = await createGrowingWav(file, FORMAT)
    await wav.write(0, floatBytes(left, right))
    await wav.close()
  }

  it('can be read while it grows', async () => {
    await write()
    expect(await read(file)).toEqual([left, right])
  })

  it('states its exact size in every part of its header once it is finished', async () => {
    rmSync(file, { force: true })
    const wav = await createGrowingWav(file, FORMAT)
    await wav.write(0, floatBytes(left, right))
    await wav.finish(4)
    const bytes = readFileSync(file)
    expect(bytes).toHaveLength(FLOAT_HEADER_BYTES + 4 * FRAME_BYTES)
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    expect(bytes.readUInt32LE(46)).toBe(4)
    expect(bytes.readUInt32LE(54)).toBe(4 * FRAME_BYTES)
    expect(await read(file)).toEqual([left.subarray(0, 4), right.subarray(0, 4)])
  })

  it('is silent where it was made longer', async () => {
    rmSync(file, { force: true })
    const wav = await createGrowingWav(file, FORMAT)
    await wav.resize(3)
    await wav.write(3, floatBytes(left.subarray(0, 2), right.subarray(0, 2)))
    await wav.finish(5)
    expect((await read(file))[0]).toEqual(Float32Array.of(0, 0, 0, left[0] ?? NaN, left[1] ?? NaN))
  })

  it('does not write over a file that is there', async () => {
    await write()
    await expect(createGrowingWav(file, FORMAT)).rejects.toMatchObject({ code: 'EEXIST' })
  })

  it('keeps every whole frame, wherever it was cut off', async () => {
    await write()
    const whole = readFileSync(file)
    for (let cut = 0; cut <= whole.length; cut++) {
      writeFileSync(file, whole.subarray(0, cut))
      const frames = Math.max(0, Math.floor((cut - FLOAT_HEADER_BYTES) / FRAME_BYTES))
      expect(await repairGrowingWav(file, FORMAT)).toBe(frames)
      expect(readFileSync(file)).toHaveLength(FLOAT_HEADER_BYTES + frames * FRAME_BYTES)
      if (frames >= 2) expect(await read(file)).toEqual([left.subarray(0, frames), right.subarray(0, frames)])
    }
  })

  it('is mended with a header of which no byte is right', async () => {
    await write()
    const whole = readFileSync(file)
    writeFileSync(
      file,
      Buffer.concat([Buffer.alloc(FLOAT_HEADER_BYTES, 0xaa), whole.subarray(FLOAT_HEADER_BYTES)])
    )
    expect(await repairGrowingWav(file, FORMAT)).toBe(FRAMES)
    expect(await read(file)).toEqual([left, right])
  })

  it('holds no more frames than its sizes can count', () => {
    const most = mostFloatFrames(FORMAT)
    const header = Buffer.from(floatHeader(FORMAT, most))
    expect(header.readUInt32LE(4)).toBe(FLOAT_HEADER_BYTES - 8 + most * FRAME_BYTES)
    expect(() => floatHeader(FORMAT, most)).not.toThrow()
    expect(FLOAT_HEADER_BYTES + (most + 1) * FRAME_BYTES).toBeGreaterThan(0xffffffff)
  })
})
