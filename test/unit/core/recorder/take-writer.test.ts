import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeChannel } from '../../../../electron/audio/decode.ts'
import { takeStartSchema } from '../../../../electron/contract/index.ts'
import { readSidecar } from '../../../../electron/core/recorder/sidecar.ts'
import { createTakeWriter, type TakeWriter } from '../../../../electron/core/recorder/take-writer.ts'
import { temporaryFolder } from '../../../support/compute.ts'
import { floatBytes, RATE_HZ, takeStart } from '../../../support/takes.ts'
import { noise } from '../../../support/wav-files.ts'

const START = takeStartSchema.parse(takeStart('m1'))
const SAMPLES = noise(7, { seconds: 1 })
const BLOCK = 1000

const block = (first: number, length = BLOCK): Uint8Array =>
  floatBytes(SAMPLES.subarray(first, first + length))

const silenced = (samples: Float32Array, first: number, end: number): Float32Array =>
  samples.map((value, frame) => (frame >= first && frame < end ? 0 : value))

describe('the writer of a take', () => {
  const folder = temporaryFolder()
  let count = 0
  const begin = async (
    most?: number
  ): Promise<TakeWriter & { stored(): Promise<Float32Array>; notes: string }> => {
    const paths = { wav: path.join(folder, `${count}.wav`), notes: path.join(folder, `${count++}.jsonl`) }
    const writer = await createTakeWriter(paths, START, most)
    return Object.assign(Object.create(writer) as TakeWriter, {
      notes: paths.notes,
      stored: async () => {
        await writer.finish(null)
        return (await decodeChannel(paths.wav, 1)).samples
      }
    })
  }

  it('keeps blocks in their order bit by bit', async () => {
    const take = await begin()
    for (let at = 0; at < 4 * BLOCK; at += BLOCK) await take.receive(at, block(at))
    expect(take).toMatchObject({ frames: 4 * BLOCK, gaps: [] })
    expect(await take.stored()).toEqual(SAMPLES.slice(0, 4 * BLOCK))
  })

  it('passes over what it has already', async () => {
    const take = await begin()
    await take.receive(0, block(0))
    await take.receive(0, floatBytes(new Float32Array(BLOCK).fill(0.5)))
    await take.receive(500, block(500))
    expect(take.frames).toBe(1500)
    expect(await take.stored()).toEqual(SAMPLES.slice(0, 1500))
  })

  it('is silent where a block is missing, and says so in its journal', async () => {
    const take = await begin()
    await take.receive(0, block(0))
    await take.receive(2 * BLOCK, block(2 * BLOCK))
    const gap = { firstFrame: BLOCK, frames: BLOCK }
    expect(take.gaps).toEqual([gap])
    expect(await take.stored()).toEqual(silenced(SAMPLES.slice(0, 3 * BLOCK), BLOCK, 2 * BLOCK))
    expect(await readSidecar(take.notes)).toMatchObject({ gaps: [gap] })
  })

  it('puts a block that comes late into its place, and the gap is gone', async () => {
    const take = await begin()
    await take.receive(0, block(0))
    await take.receive(2 * BLOCK, block(2 * BLOCK))
    await take.receive(BLOCK - 100, block(BLOCK - 100, 600))
    expect(take.gaps).toEqual([{ firstFrame: BLOCK + 500, frames: BLOCK - 500 }])
    await take.receive(BLOCK, block(BLOCK))
    expect(take.gaps).toEqual([])
    expect(await take.stored()).toEqual(SAMPLES.slice(0, 3 * BLOCK))
    expect(await readSidecar(take.notes)).toMatchObject({ gaps: [] })
  })

  it('makes samples that are no numbers silent and counts them as a gap', async () => {
    const take = await begin()
    const broken = SAMPLES.slice(0, BLOCK)
    broken.set([Number.NaN, Number.POSITIVE_INFINITY], 10)
    broken.set([-1e9], 500)
    await take.receive(0, floatBytes(broken))
    expect(take.gaps).toEqual([
      { firstFrame: 10, frames: 2 },
      { firstFrame: 500, frames: 1 }
    ])
    const expected = silenced(silenced(SAMPLES.slice(0, BLOCK), 10, 12), 500, 501)
    expect(await take.stored()).toEqual(expected)
  })

  it('takes bytes that begin at an odd address', async () => {
    const take = await begin()
    const odd = Buffer.concat([Buffer.from([1]), block(0)]).subarray(1)
    await take.receive(0, odd)
    expect(await take.stored()).toEqual(SAMPLES.slice(0, BLOCK))
  })

  it('refuses parts of a frame and leaps of over a minute, and goes on', async () => {
    const take = await begin()
    await expect(take.receive(0, new Uint8Array(6))).rejects.toMatchObject({ code: 'invalid' })
    await expect(take.receive(61 * RATE_HZ, block(0))).rejects.toThrow('61.0 s are missing')
    await take.receive(0, block(0))
    expect(await take.stored()).toEqual(SAMPLES.slice(0, BLOCK))
  })

  it('ends with all that fits when a WAV file can hold no more', async () => {
    const take = await begin(1500)
    await take.receive(0, block(0))
    await expect(take.receive(BLOCK, block(BLOCK))).rejects.toThrow('as long as a WAV file can be')
    await expect(take.receive(2 * BLOCK, block(0))).rejects.toMatchObject({ code: 'conflict' })
    expect(await take.stored()).toEqual(SAMPLES.slice(0, 1500))
    expect((await readSidecar(take.notes))?.ended?.reason).toContain('4 GB')
  })

  it.skipIf(process.platform === 'win32')(
    'ends with what is there when the system lets it write no more',
    async () => {
      const script = path.resolve('test/fixtures/recorder/full-disk.ts')
      const limitKb = 32
      const { stdout } = spawnSync(
        'bash',
        ['-c', `ulimit -f ${limitKb}; exec "$0" "$1" "$2"`, process.execPath, script, folder],
        { encoding: 'utf8' }
      )
      const ended = JSON.parse(stdout) as { reason: string; frames: number; file: string }
      expect(ended.reason).toBe('The recording ended by itself: the file is as large as this system allows.')
      const { samples } = await decodeChannel(ended.file, 1)
      expect(samples.length).toBe(ended.frames)
      expect(samples).toEqual(SAMPLES.slice(0, ended.frames))
      expect(ended.frames * 4).toBeGreaterThan(limitKb * 1024 - 5000)
    }
  )
})
