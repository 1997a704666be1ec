import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeChannel } from '../../../electron/audio/decode.ts'
import { liveScoreSchema, mediaUrl, type LiveScore, type Machine } from '../../../electron/contract/index.ts'
import { readdirSync } from 'node:fs'
import { computeForTests } from '../../support/compute.ts'
import { openTestCore, type TestCore } from '../../support/core.ts'
import { dataPath, describeWithData } from '../../support/data.ts'
import { SLIDER } from '../../support/slider-clips.ts'
import { floatBytes, takeStart } from '../../support/takes.ts'
import { noise, writeNoiseWav } from '../../support/wav-files.ts'

const NORMALS = 20
const CHECKED = 3

const live = async (
  test: TestCore,
  machineId: string,
  sampleRateHz: number,
  ...channels: readonly Float32Array[]
): Promise<LiveScore> =>
  liveScoreSchema.parse(
    await test.core.receiveBytes(
      mediaUrl.live(machineId, sampleRateHz, channels.length),
      floatBytes(...channels)
    )
  )

describeWithData(SLIDER, 'the score while listening', () => {
  const compute = computeForTests()
  let test: TestCore
  let machine: Machine
  const files = (folder: string): string[] =>
    readdirSync(dataPath(SLIDER, folder))
      .toSorted()
      .map(name => dataPath(SLIDER, folder, name))
  const checked = files('test').filter((_, index, all) => index % Math.ceil(all.length / CHECKED) === 0)
  beforeAll(async () => {
    test = await openTestCore(compute)
    machine = await test.call('machines.create', { name: 'Slide rail' })
    await test.import(machine, files('train').slice(0, NORMALS), { label: 'normal' })
    await test.ended(test.call('models.fit', { machineId: machine.id }))
    await test.import(machine, checked)
  }, 120_000)
  afterAll(() => test.close())

  it.each(checked.map(file => [path.basename(file), file]))(
    'of %s is that of the file',
    async (name, file) => {
      const { rows } = await test.call('recordings.list', { machineId: machine.id, text: name })
      const { samples, sampleRateHz } = await decodeChannel(file, 1)
      const [result] = await test.call('results.ofRecording', { recordingId: rows[0]?.id ?? '' })
      expect(await live(test, machine.id, sampleRateHz, samples)).toEqual({
        kind: 'score',
        modelVersion: 1,
        score: result?.score,
        pValue: result?.pValue,
        threshold: result?.threshold,
        monitorLine: result?.monitorLine,
        isFlagged: result?.isFlagged,
        isAboveMonitor: result?.isAboveMonitor,
        reasons: result?.reasons
      })
    }
  )

  it('is of the last full clip of what is sent', async () => {
    const { samples, sampleRateHz } = await decodeChannel(checked[0] ?? '', 1)
    const before = Float32Array.from([...new Float32Array(5000).fill(0.5), ...samples])
    expect(await live(test, machine.id, sampleRateHz, before)).toEqual(
      await live(test, machine.id, sampleRateHz, samples)
    )
  })

  it('stores nothing', async () => {
    expect((await test.call('recordings.list', { machineId: machine.id })).total).toBe(NORMALS + CHECKED)
  })
})

describe('the score while listening at another rate, to the second channel', () => {
  const compute = computeForTests()
  const RATE = 44_100
  let test: TestCore
  let machine: Machine
  const shape = { seconds: 2, sampleRateHz: RATE, channels: 2 }
  beforeAll(async () => {
    test = await openTestCore(compute)
    machine = await test.call('machines.create', { name: 'Fan', channel: 2, clipLengthS: 2 })
    const paths = Array.from({ length: 6 }, (_, index) =>
      writeNoiseWav(path.join(test.inputDir, `${index}.wav`), index, shape)
    )
    await test.import(machine, paths, { label: 'normal' })
    await test.ended(test.call('models.fit', { machineId: machine.id }))
  }, 60_000)
  afterAll(() => test.close())

  it('is that of the take of the same samples', async () => {
    const channels = [noise(700, shape), noise(701, { ...shape, amplitude: 0.13 })] as const
    const { takeId } = await test.call(
      'takes.begin',
      takeStart(machine.id, { sampleRateHz: RATE, channels: 2, label: 'unknown' })
    )
    const frames = channels[0].length
    for (let at = 0; at < frames; at += 11_025) {
      const block = channels.map(samples => samples.subarray(at, at + 11_025))
      await test.core.receiveBytes(mediaUrl.take(takeId, at), floatBytes(...block))
    }
    const { recordingId, jobId } = await test.call('takes.finish', { takeId, frames })
    expect(await test.ended({ jobId })).toMatchObject({ result: { imported: 1, scored: 1 } })
    const [result] = await test.call('results.ofRecording', { recordingId })
    expect(await live(test, machine.id, RATE, ...channels)).toMatchObject({
      score: result?.score,
      reasons: result?.reasons
    })
  })

  it('refuses silence with its reason, as a file of it', async () => {
    const silence = new Float32Array(2 * RATE)
    expect(await live(test, machine.id, RATE, silence, silence)).toMatchObject({
      kind: 'refused',
      badge: { code: 'silence' }
    })
  })

  it('needs a full clip, the channel of the machine and a model', async () => {
    const short = new Float32Array(RATE)
    await expect(live(test, machine.id, RATE, short, short)).rejects.toThrow('A full clip is 2 s')
    await expect(live(test, machine.id, RATE, new Float32Array(3 * RATE))).rejects.toThrow('on channel 2')
    const other = await test.call('machines.create', { name: 'New' })
    await expect(live(test, other.id, RATE, short)).rejects.toMatchObject({ code: 'conflict' })
  })
})
