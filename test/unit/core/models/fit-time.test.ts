import { expect, it } from 'vitest'
import { estimateOf } from '../../../../electron/core/models/fit-time.ts'
import { openMemoryStore } from '../../../../electron/store/index.ts'

it('a detector that needs no engine has a time before its first fit, in proportion to the sound', async () => {
  const store = await openMemoryStore()
  const times = await Promise.all([60, 600].map(soundS => estimateOf(store, 'twfr-gmm', soundS, null, null)))
  await store.close()
  expect(times[0]).toBeGreaterThan(0)
  expect(times[1]).toBeCloseTo(10 * (times[0] ?? 0))
})
