/**
 * A host that records until it is killed: begins a take in the data folder of its argument, posts seeded noise in
 * blocks of a tenth of a second, and prints one JSON line with the frames for each block that was answered.
 */
import { mediaUrl, takeProgressSchema } from '../../electron/contract/index.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import { createCore } from '../../electron/core/index.ts'
import { floatBytes, RATE_HZ, takeStart } from './takes.ts'
import { noise } from './wav-files.ts'

const dataDir = process.argv[2] ?? ''
const log = (): void => undefined
const core = await createCore({ dataDir, compute: createCompute({ log }), appVersion: '0.0.0-test', log })
const { id } = await core.client.call('machines.create', { name: 'Crash' })
const { takeId } = await core.client.call('takes.begin', takeStart(id))
const samples = noise(1, { seconds: 60 })
const block = RATE_HZ / 10
for (let at = 0; at < samples.length; at += block) {
  const answer = await core.receiveBytes(
    mediaUrl.take(takeId, at),
    floatBytes(samples.subarray(at, at + block))
  )
  process.stdout.write(`${JSON.stringify(takeProgressSchema.parse(answer))}\n`)
}
