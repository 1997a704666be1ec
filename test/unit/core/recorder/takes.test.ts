import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mediaUrl, type Machine, type Take } from '../../../../electron/contract/index.ts'
import { AppError } from '../../../../electron/contract/index.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'
import { filesBelow } from '../../../support/compute.ts'
import { openTestCore, type TestCore } from '../../../support/core.ts'
import { floatBytes, RATE_HZ, recordNoise, takeStart } from '../../../support/takes.ts'

const QUIET = floatBytes(new Float32Array(RATE_HZ).fill(0.01))

describe('takes', () => {
  let test: TestCore
  let machine: Machine
  beforeEach(async () => {
    test = await openTestCore()
    machine = await test.call('machines.create', { name: 'Fan', timeZone: 'UTC' })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await test.close()
  })

  const only = async (): Promise<Take> => {
    const takes = await test.call('takes.list', {})
    expect(takes).toHaveLength(1)
    return takes[0] as Take
  }
  const files = (): string[] => filesBelow(path.join(test.dataDir, 'takes'))

  it('are listed with what has been written while they record', async () => {
    const takeId = await recordNoise(test, machine, 2)
    expect(await test.core.receiveBytes(mediaUrl.take(takeId, 3 * RATE_HZ), QUIET)).toEqual({
      frames: 4 * RATE_HZ,
      gaps: 1,
      gapFrames: RATE_HZ
    })
    expect(await only()).toMatchObject({ id: takeId, state: 'recording', frames: 4 * RATE_HZ, reason: null })
    expect(await test.call('takes.list', { machineId: 'other' })).toEqual([])
  })

  it('are one at a time for a machine, and several for several machines', async () => {
    const takeId = await recordNoise(test, machine, 1)
    const begin = test.call('takes.begin', takeStart(machine.id))
    await expect(begin).rejects.toMatchObject({ code: 'busy', details: { takeId } })
    const other = await test.call('machines.create', { name: 'Pump' })
    await expect(test.call('takes.begin', takeStart(other.id))).resolves.toBeDefined()
  })

  it("need the machine's channel", async () => {
    await test.call('machines.update', { machineId: machine.id, fields: { channel: 2 } })
    await expect(test.call('takes.begin', takeStart(machine.id))).rejects.toThrow(
      'The machine is analysed on channel 2; this device gives one channel'
    )
    await expect(test.call('takes.begin', takeStart(machine.id, { channels: 2 }))).resolves.toBeDefined()
  })

  it('say why they cannot begin, and leave the machine free', async () => {
    const folder = path.join(test.dataDir, 'takes')
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    await expect(test.call('takes.begin', takeStart(machine.id))).rejects.toMatchObject({
      code: 'conflict',
      message: 'The recording cannot begin: it is not a folder.'
    })
    rmSync(folder)
    mkdirSync(folder)
    await expect(test.call('takes.begin', takeStart(machine.id))).resolves.toBeDefined()
  })

  it('leave nothing when they are discarded', async () => {
    const takeId = await recordNoise(test, machine, 1)
    await test.call('takes.discard', { takeId })
    expect(files()).toEqual([])
    expect(await test.call('takes.list', {})).toEqual([])
    await expect(test.core.receiveBytes(mediaUrl.take(takeId, 0), QUIET)).rejects.toMatchObject({
      code: 'not-found'
    })
  })

  it('are refused where they hold no sound', async () => {
    const { takeId } = await test.call('takes.begin', takeStart(machine.id))
    await expect(test.call('takes.finish', { takeId })).rejects.toThrow('holds no sound')
    await test.call('takes.discard', { takeId })
    expect(files()).toEqual([])
  })

  it('show their gaps, also those at the end, as a badge with number and place', async () => {
    const takeId = await recordNoise(test, machine, 2)
    await test.core.receiveBytes(mediaUrl.take(takeId, 2.5 * RATE_HZ), QUIET)
    const { recordingId, jobId } = await test.call('takes.finish', { takeId, frames: 4 * RATE_HZ })
    await test.ended({ jobId })
    const { recording, capture } = await test.call('recordings.get', { recordingId })
    expect(capture?.gaps).toEqual([
      { firstFrame: 2 * RATE_HZ, frames: 0.5 * RATE_HZ },
      { firstFrame: 3.5 * RATE_HZ, frames: 0.5 * RATE_HZ }
    ])
    expect(recording.badges).toContainEqual({
      code: 'drop-outs',
      params: { count: 2, lengthS: 1, firstS: 2 }
    })
  })

  it('tell places where sound is joined from silence', async () => {
    const takeId = await recordNoise(test, machine, 2)
    const gaps = [{ firstFrame: RATE_HZ, frames: 800, isJoined: true }]
    const { recordingId, jobId } = await test.call('takes.finish', { takeId, gaps })
    await test.ended({ jobId })
    const { recording, capture } = await test.call('recordings.get', { recordingId })
    expect(capture?.gaps).toEqual(gaps)
    expect(recording.badges).toContainEqual({
      code: 'drop-outs',
      params: { count: 1, lengthS: 0.05, firstS: 1, joined: 1 }
    })
  })

  it('keep their badges when the machine is analysed anew', async () => {
    const takeId = await recordNoise(test, machine, 2)
    const gaps = [{ firstFrame: 100, frames: 16 }]
    const { recordingId, jobId } = await test.call('takes.finish', { takeId, gaps })
    await test.ended({ jobId })
    await test.call('machines.update', { machineId: machine.id, fields: { clipLengthS: 1 } })
    const [job] = await test.call('jobs.list', { limit: 1 })
    expect(job?.kind).toBe('reanalyse')
    await test.ended({ jobId: job?.id ?? '' })
    const { recording } = await test.call('recordings.get', { recordingId })
    expect(recording.badges).toContainEqual({
      code: 'drop-outs',
      params: { count: 1, lengthS: 0.001, firstS: 0.00625 }
    })
  })

  it('can be corrected when they are finished, and are in the log', async () => {
    const series = { id: 's1', number: 3, of: 20 }
    const takeId = await recordNoise(test, machine, 1, { series, preRollFrames: 8000 })
    const change = { label: 'unknown', attributes: { load: '2' } } as const
    const { recordingId, jobId } = await test.call('takes.finish', { takeId, ...change })
    await test.ended({ jobId })
    const { recording, capture } = await test.call('recordings.get', { recordingId })
    expect(recording).toMatchObject({ ...change, fileName: 'recording_20260729_120305_3of20.wav' })
    expect(capture).toMatchObject({ series, preRollFrames: 8000 })
    const log = await test.call('auditLog.list', { machineId: machine.id })
    expect(log.find(({ action }) => action === 'record')?.details).toMatchObject({
      device: 'Test microphone',
      series
    })
  })

  const clipLengthAfter = async (takeId: string): Promise<number | null> => {
    await test.ended(test.call('takes.finish', { takeId }))
    return (await test.call('machines.get', { machineId: machine.id })).machine.clipLengthS
  }

  it('propose the clip length of a machine that has none', async () => {
    expect(await clipLengthAfter(await recordNoise(test, machine, 3))).toBe(3)
  })

  it('that are shorter than any clip leave the usual length', async () => {
    const { takeId } = await test.call('takes.begin', takeStart(machine.id))
    await test.core.receiveBytes(mediaUrl.take(takeId, 0), QUIET.subarray(0, QUIET.length / 2))
    expect(await clipLengthAfter(takeId)).toBe(10)
  })

  it('end by themselves when no sound comes any more, and wait', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const takeId = await recordNoise(test, machine, 1)
    const ended = new Promise(resolve => test.core.on('takes.changed', resolve))
    vi.advanceTimersByTime(30_000)
    await ended
    expect(await only()).toMatchObject({
      state: 'ended',
      reason: 'No sound arrived for 30 s: the recording ended by itself.'
    })
    await expect(test.core.receiveBytes(mediaUrl.take(takeId, RATE_HZ), QUIET)).rejects.toMatchObject({
      code: 'conflict'
    })
    await expect(test.call('takes.begin', takeStart(machine.id))).resolves.toBeDefined()
  })

  it('that the application was closed on wait for a person', async () => {
    const takeId = await recordNoise(test, machine, 2)
    await test.reopen()
    expect(await only()).toMatchObject({
      id: takeId,
      state: 'recovered',
      frames: 2 * RATE_HZ,
      reason: 'Earshot was closed while this was recorded.'
    })
    const { recordingId, jobId } = await test.call('takes.finish', { takeId })
    await test.ended({ jobId })
    const { recording, capture } = await test.call('recordings.get', { recordingId })
    expect(capture?.isRecovered).toBe(true)
    expect(recording.badges).toContainEqual({ code: 'recovered', params: {} })
  })

  it('wait on while other files come in', async () => {
    const takeId = await recordNoise(test, machine, 1)
    await test.reopen()
    await test.import(machine, [await test.write('other.wav')])
    await test.reopen()
    expect(await only()).toMatchObject({ id: takeId, state: 'recovered', frames: RATE_HZ })
  })

  it('are gone when the machine has the same sound already', async () => {
    for (const _ of [1, 2]) {
      const takeId = await recordNoise(test, machine, 1)
      await test.ended(test.call('takes.finish', { takeId }))
    }
    await test.reopen()
    expect(await test.call('takes.list', {})).toEqual([])
    expect((await test.call('recordings.list', { machineId: machine.id })).total).toBe(1)
  })

  it('are brought in at most once', async () => {
    const takeId = await recordNoise(test, machine, 1)
    const first = test.call('takes.finish', { takeId })
    await expect(test.call('takes.finish', { takeId })).rejects.toMatchObject({ code: 'conflict' })
    await test.ended(first)
    await test.reopen()
    expect(await test.call('takes.list', {})).toEqual([])
    expect((await test.call('recordings.list', { machineId: machine.id })).total).toBe(1)
  })

  it('go with their machine', async () => {
    await recordNoise(test, machine, 1)
    await test.call('machines.remove', { machineId: machine.id })
    expect(files()).toEqual([])
    expect(await test.call('takes.list', {})).toEqual([])
  })

  it('are never removed without their journal', async () => {
    writeFileSync(path.join(test.dataDir, 'takes', 'lost.wav'), 'sound')
    await test.reopen()
    expect(files()).toEqual(['lost.wav'])
    expect(test.lines.map(({ message }) => message)).toContain('A recording has lost its journal')
  })

  it.each(['takes/x', 'takes/x?firstFrame=-1', 'live/x?channels=1', 'live/x?sampleRateHz=8000&channels=0'])(
    'and live scores refuse the incomplete address %s',
    async address => {
      await expect(test.core.receiveBytes(address, QUIET)).rejects.toMatchObject({ code: 'invalid' })
    }
  )

  it.each(['takes', 'takes/x/y?firstFrame=0', 'media/x', ''])(
    'and live scores leave the address %j alone',
    async address => {
      await expect(test.core.receiveBytes(address, QUIET)).rejects.toMatchObject({ code: 'not-found' })
    }
  )
})

describe('a take whose import fails', () => {
  it.each([
    ['The compute process was lost.', 'It was not brought in: The compute process was lost.'],
    ['Cancelled', 'It was not brought in: Cancelled.']
  ])('waits with the reason (%s) and can be brought in later', async (message, reason) => {
    const real = createFakeCompute()
    let isBroken = true
    const test = await openTestCore({
      ...real,
      run: (name, input, options) => {
        if (name === 'prepare' && isBroken) throw new AppError('compute-lost', message)
        return real.run(name, input, options)
      }
    })
    const machine = await test.call('machines.create', { name: 'Fan' })
    const takeId = await recordNoise(test, machine, 1)
    await test.ended(test.call('takes.finish', { takeId }))
    await vi.waitFor(async () => {
      expect(await test.call('takes.list', {})).toMatchObject([{ state: 'ended', reason }])
    })
    isBroken = false
    await test.ended(test.call('takes.finish', { takeId }))
    await test.call('recordings.get', { recordingId: takeId })
    await test.close()
  })
})
