import { statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAudio } from '../../../electron/audio/open-audio.ts'
import { mediaUrl, type Machine } from '../../../electron/contract/index.ts'
import { computeForTests, filesBelow } from '../../support/compute.ts'
import { openTestCore, type TestCore } from '../../support/core.ts'
import { RATE_HZ, recordNoise } from '../../support/takes.ts'
import { noise } from '../../support/wav-files.ts'

/** The samples of the first channel of a stored recording. */
const storedSamples = async (test: TestCore, recordingId: string, channel = 1): Promise<Float32Array> => {
  const content = await test.core.media(mediaUrl.original(recordingId))
  if (content.kind !== 'file') throw new Error('No file')
  const reader = await openAudio(content.path)
  const parts: Float32Array[] = []
  for await (const [block] of reader.blocks({ channels: [channel] })) if (block) parts.push(block)
  await reader.close()
  return Float32Array.from(parts.flatMap(part => [...part]))
}

describe('a take', () => {
  const compute = computeForTests()
  let test: TestCore
  let machine: Machine
  beforeEach(async () => {
    test = await openTestCore(compute)
    machine = await test.call('machines.create', { name: 'Fan', timeZone: 'Europe/Berlin' })
  })
  afterEach(() => test.close())

  it('becomes a recording with exactly the samples that were posted', async () => {
    const takeId = await recordNoise(test, machine, 3)
    const { recordingId, jobId } = await test.call('takes.finish', { takeId, frames: 3 * RATE_HZ })
    expect(await test.ended({ jobId })).toMatchObject({ state: 'done', result: { imported: 1 } })
    expect(await storedSamples(test, recordingId)).toEqual(noise(3, { seconds: 3 }))
    const { recording, clips, capture } = await test.call('recordings.get', { recordingId })
    expect(recording).toMatchObject({
      fileName: 'recording_20260729_140305.wav',
      recordedAt: '2026-07-29T12:03:05.250Z',
      recordedAtSource: 'recorded',
      label: 'normal',
      codec: 'float',
      sampleRateHz: RATE_HZ,
      durationS: 3,
      badges: []
    })
    expect(clips).toHaveLength(1)
    expect(capture).toMatchObject({
      device: { label: 'Test microphone', id: 'm1' },
      settings: { echoCancellation: false, latency: null },
      gaps: [],
      isRecovered: false
    })
    await test.reopen()
    expect(await test.call('takes.list', {})).toEqual([])
    expect(filesBelow(path.join(test.dataDir, 'takes'))).toEqual([])
  })

  it('needs its disk space once: its file becomes that of the recording', async () => {
    const takeId = await recordNoise(test, machine, 1)
    const { ino } = statSync(path.join(test.dataDir, 'takes', `${takeId}.wav`))
    const { recordingId, jobId } = await test.call('takes.finish', { takeId })
    await test.ended({ jobId })
    const stored = await test.core.media(mediaUrl.original(recordingId))
    expect(stored.kind === 'file' && statSync(stored.path).ino).toBe(ino)
  })
})
