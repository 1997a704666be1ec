import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { decodeChannel } from '../../../electron/audio/decode.ts'
import { mediaUrl, takeProgressSchema } from '../../../electron/contract/index.ts'
import { createCore, type Core } from '../../../electron/core/index.ts'
import { computeForTests, temporaryFolder } from '../../support/compute.ts'
import { RATE_HZ } from '../../support/takes.ts'
import { noise } from '../../support/wav-files.ts'

/** Records in a host of its own and kills it (SIGKILL) when so many frames were answered. */
const recordAndKill = async (dataDir: string, killAtFrames: number): Promise<number> => {
  const script = path.resolve('test/support/kill-take-host.ts')
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  let answered = 0
  for await (const line of createInterface({ input: child.stdout })) {
    answered = takeProgressSchema.parse(JSON.parse(line)).frames
    if (answered >= killAtFrames) child.kill('SIGKILL')
  }
  await exited
  return answered
}

describe('a host that is killed while it records', () => {
  const compute = computeForTests()
  const root = temporaryFolder()
  let core: Core | undefined
  afterEach(() => core?.close())

  it.each([0.1, 1.7, 3.4, 20])('after %d s loses nothing that was answered', async seconds => {
    const dataDir = path.join(root, String(seconds))
    const answered = await recordAndKill(dataDir, seconds * RATE_HZ)
    core = await createCore({ dataDir, compute, appVersion: '0.0.0-test', log: () => undefined })
    const { call } = core.client
    const [take] = await call('takes.list', {})
    expect(take).toMatchObject({ state: 'recovered', gaps: [] })
    expect(take?.frames).toBeGreaterThanOrEqual(answered)
    const ended = new Promise(resolve => {
      core?.on('jobs.changed', job => {
        if (job.endedAt !== null) resolve(job.state)
      })
    })
    const { recordingId } = await call('takes.finish', { takeId: take?.id ?? '' })
    expect(await ended).toBe('done')
    const { recording } = await call('recordings.get', { recordingId })
    expect(recording.badges.map(({ code }) => code)).toContain('recovered')
    const content = await core.media(mediaUrl.listen(recordingId, 1))
    if (content.kind !== 'file') throw new Error('No file')
    const { samples } = await decodeChannel(content.path, 1)
    const said = noise(1, { seconds: 60 })
    expect(samples.length).toBe(take?.frames)
    expect(samples.every((value, frame) => Math.abs(value - (said[frame] ?? NaN)) <= 1 / 65_536)).toBe(true)
  })
})
