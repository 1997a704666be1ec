import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { methods, type Input } from '../../electron/contract/index.ts'
import { openMemoryStore, type Store } from '../../electron/store/index.ts'
import { newTestMachine, newTestModel, newTestRecording, newTestScore } from '../unit/store/rows.ts'
import { idleTimeOf } from '../support/timing.ts'

const COUNT = 20_000
/** `npm run bench -- list` holds 50 ms on an idle machine. */
const MOST_MS = 3 * 50

const questions: readonly [string, Partial<Input<'recordings.list'>>][] = [
  ['newest', {}],
  ['highest scores', { sort: 'score' }],
  ['by name', { sort: 'fileName', descending: false, offset: 10_000 }],
  ['flagged', { isFlagged: true }],
  ['clipping', { badge: 'clipping' }],
  ['text in the name', { text: '199' }]
]

describe('a machine with 20,000 recordings', () => {
  let store: Store
  beforeAll(async () => {
    store = await openMemoryStore()
    await store.machines.insert(newTestMachine('m1'))
    const ids = Array.from({ length: COUNT }, (_, index) => `r${index}`)
    await store.recordings.insert(
      ids.map((id, index) =>
        newTestRecording(id, 'm1', {
          recordedAt: new Date(Date.UTC(2026, 0, 1) + index * 900_000).toISOString(),
          badges: index % 11 === 0 ? [{ code: 'clipping', params: { samples: 3 } }] : []
        })
      )
    )
    const clip = { machineId: 'm1', index: 0, channel: 1, startS: 0, lengthS: 10 }
    await store.clips.insert(ids.map(id => ({ ...clip, id: `c-${id}`, recordingId: id })))
    await store.models.insert(newTestModel('v1', 'm1', 1))
    const scores = ids.map((id, index) => newTestScore(`c-${id}`, id, index % 7 === 0 ? 5 : 0.5))
    await store.scores.save('v1', scores, '2026-08-01T00:00:00.000Z')
    await store.machines.setCurrentModel('m1', 'v1')
    await store.recordings.repeatScores('v1')
  })
  afterAll(() => store.close())

  it.each(questions)('lists the %s quickly', async (_name, question) => {
    const input = methods['recordings.list'].input.parse({ machineId: 'm1', limit: 200, ...question })
    const { total, rows } = await store.recordingLists.page(input)
    expect(total).toBeGreaterThanOrEqual(rows.length)
    expect(rows.length).toBeGreaterThan(100)
    const ms = await idleTimeOf(() => store.recordingLists.page(input))
    expect(ms).toBeLessThan(MOST_MS)
  })
})
