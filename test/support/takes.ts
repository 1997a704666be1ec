import type { Input, Machine } from '../../electron/contract/index.ts'
import { mediaUrl } from '../../electron/contract/index.ts'
import type { TestCore } from './core.ts'
import { noise } from './wav-files.ts'

export const RATE_HZ = 16_000

/** What a take is begun with, for a machine. */
export const takeStart = (
  machineId: string,
  more: Partial<Input<'takes.begin'>> = {}
): Input<'takes.begin'> => ({
  machineId,
  sampleRateHz: RATE_HZ,
  channels: 1,
  startedAt: '2026-07-29T12:03:05.250Z',
  label: 'normal',
  device: { label: 'Test microphone', id: 'm1' },
  settings: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  ...more
})

/** Interleaved Float32 bytes of one or more channels. */
export const floatBytes = (...channels: readonly Float32Array[]): Uint8Array => {
  const frames = channels[0]?.length ?? 0
  const all = new Float32Array(frames * channels.length)
  channels.forEach((samples, channel) =>
    samples.forEach((value, frame) => {
      all[frame * channels.length + channel] = value
    })
  )
  return new Uint8Array(all.buffer)
}

/** Begins a take and posts seeded noise in blocks; answers its id. */
export const recordNoise = async (
  test: TestCore,
  machine: Pick<Machine, 'id'>,
  seconds: number,
  more: Partial<Input<'takes.begin'>> = {}
): Promise<string> => {
  const { takeId } = await test.call('takes.begin', takeStart(machine.id, more))
  const samples = noise(seconds, { seconds })
  const block = RATE_HZ / 4
  for (let at = 0; at < samples.length; at += block) {
    await test.core.receiveBytes(mediaUrl.take(takeId, at), floatBytes(samples.subarray(at, at + block)))
  }
  return takeId
}
