import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RecordingQuery } from '../../../../../renderer/src/features/recordings/recording-query.ts'
import {
  useRecordingRows,
  type RecordingRows
} from '../../../../../renderer/src/features/recordings/use-recording-rows.ts'
import { createFakeClient, type FakeClient } from '../../../../support/fake-client.ts'
import { recording } from '../../recording.ts'

const TOTAL = 20_000
const PLAIN: RecordingQuery = { filter: {}, sort: 'recordedAt', isDescending: true }

let scope: EffectScope | undefined
afterEach(() => scope?.stop())

const setUp = (
  total = TOTAL
): { client: FakeClient; rows: RecordingRows; query: { value: RecordingQuery } } => {
  const client = createFakeClient({
    'recordings.list': ({ offset = 0, limit = 200, text = '' }) => ({
      total,
      rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) =>
        recording(`${text}${offset + index}`)
      )
    })
  })
  const query = ref(PLAIN)
  scope = effectScope()
  const rows = scope.run(() =>
    useRecordingRows(
      client,
      () => 'm',
      () => query.value
    )
  )
  if (rows === undefined) throw new Error('The scope is stopped')
  return { client, rows, query }
}
const offsets = (client: FakeClient): unknown[] =>
  client.calls.map(call => (call.input as { offset: number }).offset)

describe('rows of the recordings table', () => {
  it('fetches the first page and knows the total', async () => {
    const { client, rows } = setUp()
    await vi.waitFor(() => expect(rows.total.value).toBe(TOTAL))
    expect(rows.rowAt(7)?.id).toBe('7')
    expect(offsets(client)).toEqual([0])
  })

  it('fetches the page of a row when it is asked for, once', async () => {
    const { client, rows } = setUp()
    await vi.waitFor(() => expect(rows.total.value).toBe(TOTAL))
    expect(rows.rowAt(12_345)).toBeUndefined()
    expect(rows.rowAt(12_346)).toBeUndefined()
    await vi.waitFor(() => expect(rows.rowAt(12_345)?.id).toBe('12345'))
    expect(offsets(client)).toEqual([0, 12_300])
  })

  it('passes over pages that were scrolled past while others were on their way', async () => {
    const { client, rows } = setUp()
    await vi.waitFor(() => expect(rows.total.value).toBe(TOTAL))
    for (let index = 1000; index < 19_000; index += 100) rows.rowAt(index)
    await vi.waitFor(() => expect(rows.rowAt(18_900)?.id).toBe('18900'))
    await nextTick()
    expect(client.calls.length).toBeLessThan(8)
  })

  it('keeps the rows of the query before until those of the next are here', async () => {
    const { rows, query } = setUp()
    await vi.waitFor(() => expect(rows.rowAt(0)?.id).toBe('0'))
    query.value = { ...PLAIN, filter: { text: 'fan' } }
    expect(rows.rowAt(0)?.id).toBe('0')
    await vi.waitFor(() => expect(rows.rowAt(0)?.id).toBe('fan0'))
  })

  it('asks again for what is in sight after a change, and keeps it until then', async () => {
    const { client, rows } = setUp()
    await vi.waitFor(() => expect(rows.rowAt(0)?.id).toBe('0'))
    rows.invalidate()
    expect(rows.rowAt(0)?.id).toBe('0')
    await vi.waitFor(() => expect(client.calls.length).toBe(2))
  })

  it('gives the ids of a range across pages that were never in sight', async () => {
    const { rows } = setUp(2500)
    const ids = await rows.idsBetween(2400, 100)
    expect(ids.length).toBe(2301)
    expect([ids[0], ids.at(-1)]).toEqual(['100', '2400'])
  })

  it('says when the rows cannot be loaded, and does not ask for ever', async () => {
    const client = createFakeClient({
      'recordings.list': () => {
        throw new Error('gone')
      }
    })
    scope = effectScope()
    const rows = scope.run(() =>
      useRecordingRows(
        client,
        () => 'm',
        () => PLAIN
      )
    )
    await vi.waitFor(() => expect(rows?.error.value).toBeInstanceOf(Error))
    rows?.rowAt(0)
    await nextTick()
    expect(client.calls.length).toBe(1)
  })
})
