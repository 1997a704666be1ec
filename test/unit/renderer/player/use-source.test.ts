import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue'
import {
  timeInFirst,
  timeInOther,
  useOtherSide
} from '../../../../renderer/src/features/player/use-other-side.ts'
import { useSource } from '../../../../renderer/src/features/player/use-source.ts'
import { useTiles } from '../../../../renderer/src/features/player/use-tiles.ts'
import { EMPTY_VIEW, type TimeView } from '../../../../renderer/src/features/player/time-view.ts'
import type { Source } from '../../../../renderer/src/features/player/load-sound.ts'
import { fakeClient, recordingOf, resultOf } from './fake-player-client.ts'

interface Pending {
  readonly url: string
  readonly signal: AbortSignal
  answer(bytes: ArrayBuffer, status?: number): void
}

let pending: Pending[] = []
let scope: EffectScope

beforeEach(() => {
  pending = []
  scope = effectScope()
  vi.stubGlobal(
    'fetch',
    (url: string, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
        pending.push({
          url,
          signal,
          answer: (bytes, status = 200) => resolve(new Response(bytes, { status }))
        })
      })
  )
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})

const asked = (part: string): Promise<Pending> =>
  vi.waitFor(() => {
    const found = pending.find(({ url }) => url.includes(part))
    if (!found) throw new Error(`${part} was not asked for`)
    return found
  })
const peaks = Int8Array.from([-64, 64]).buffer

describe('source of the player', () => {
  it('loads the recording, its results and the peaks of the chosen channel', async () => {
    const { source } =
      scope.run(() =>
        useSource(
          fakeClient({}),
          () => 'r1',
          () => 2
        )
      ) ?? expect.fail()
    const request = await asked('r1/peaks')
    expect(request.url).toContain('channel=2')
    request.answer(peaks)
    await vi.waitFor(() => expect(source.value?.recording.id).toBe('r1'))
    expect(source.value?.results).toHaveLength(1)
    expect(source.value?.url).toBe('http://127.0.0.1/media/r1/listen?channel=2')
  })

  it('aborts what a newer choice has overtaken and shows the newer one', async () => {
    const id = ref('r1')
    const { source, error } =
      scope.run(() =>
        useSource(
          fakeClient({}),
          () => id.value,
          () => 1
        )
      ) ?? expect.fail()
    const first = await asked('r1/peaks')
    id.value = 'r2'
    const second = await asked('r2/peaks')
    expect(first.signal.aborted).toBe(true)
    second.answer(peaks)
    await vi.waitFor(() => expect(source.value?.recording.id).toBe('r2'))
    expect(error.value).toBeNull()
  })

  it('says it when the sound cannot be read', async () => {
    const { source, error } =
      scope.run(() =>
        useSource(
          fakeClient({}),
          () => 'r1',
          () => 1
        )
      ) ?? expect.fail()
    const request = await asked('r1/peaks')
    request.answer(new ArrayBuffer(0), 500)
    await vi.waitFor(() => expect(error.value).toMatchObject({ code: 'unreadable' }))
    expect(source.value).toBeNull()
  })

  it('takes up new results of a refit without loading the sound again', async () => {
    let score = 1
    const client = fakeClient({ 'results.ofRecording': () => [{ ...resultOf('r1'), score }] })
    const { source } =
      scope.run(() =>
        useSource(
          client,
          () => 'r1',
          () => 1
        )
      ) ?? expect.fail()
    const request = await asked('r1/peaks')
    request.answer(peaks)
    await vi.waitFor(() => expect(source.value?.results[0]?.score).toBe(1))
    score = 2
    client.emit('models.changed', { machineId: 'm' })
    await vi.waitFor(() => expect(source.value?.results[0]?.score).toBe(2))
    expect(pending).toHaveLength(1)
  })

  it('stops everything when the player goes', async () => {
    scope.run(() =>
      useSource(
        fakeClient({}),
        () => 'r1',
        () => 1
      )
    )
    const request = await asked('r1/peaks')
    scope.stop()
    expect(request.signal.aborted).toBe(true)
  })
})

describe('nearest normal', () => {
  it('is heard at the same place of the clip', async () => {
    const client = fakeClient({
      'recordings.nearestNormal': () => ({ recordingId: 'n1', clipId: 'c-n1-0', startS: 30 })
    })
    const other = scope.run(() => useOtherSide(client)) ?? expect.fail()
    const found = other.find(resultOf('r1', 10), 1)
    const request = await asked('n1/peaks')
    request.answer(peaks)
    const pair = await found
    if (!pair) expect.fail()
    const long = {
      ...pair,
      source: { ...pair.source, recording: { ...pair.source.recording, durationS: 60 } }
    }
    expect(timeInOther(long, 12.5)).toBe(32.5)
    expect(timeInFirst(long, 32.5)).toBe(12.5)
    expect(timeInOther(pair, 12.5)).toBe(10)
    expect(await other.find(resultOf('r1', 10), 1)).toBe(pair)
    expect(client.calls.filter(name => name === 'recordings.nearestNormal')).toHaveLength(1)
  })

  it('may be missing', async () => {
    const client = fakeClient({ 'recordings.nearestNormal': () => null })
    const other = scope.run(() => useOtherSide(client)) ?? expect.fail()
    expect(await other.find(resultOf('r1'), 1)).toBeNull()
    expect(other.isMissing.value).toBe(true)
  })
})

describe('spectrogram of what is on screen', () => {
  const tile = (): ArrayBuffer => {
    const buffer = new ArrayBuffer(32 + 2)
    const header = new DataView(buffer)
    for (const [index, value] of [1, 2, 0, 1, 8000, -120, 0].entries())
      header.setFloat32(index * 4, value, true)
    return buffer
  }
  const sourceOf = (id: string, durationS: number): Source => ({
    recording: { ...recordingOf(id), durationS },
    clips: [],
    results: [],
    capture: null,
    channel: 1,
    peaks: { high: new Float32Array(), low: new Float32Array(), max: 0 },
    url: id
  })

  it('comes piece by piece, aborts what left the screen, and keeps what came', async () => {
    const source = shallowRef<Source | null>(null)
    const view = shallowRef<TimeView>(EMPTY_VIEW)
    const { tiles } = scope.run(() => useTiles(fakeClient({}), source, view)) ?? expect.fail()
    source.value = sourceOf('long', 200)
    view.value = { durationS: 200, startS: 0, pxPerS: 10, widthPx: 500 }
    await nextTick()
    const first = await asked('start=0&length=30')
    const second = await asked('start=30&length=30')
    first.answer(tile())
    await vi.waitFor(() => expect(tiles.value).toHaveLength(1))
    view.value = { durationS: 200, startS: 150, pxPerS: 10, widthPx: 500 }
    await asked('start=180&length=20')
    expect(second.signal.aborted).toBe(true)
    view.value = { durationS: 200, startS: 0, pxPerS: 10, widthPx: 200 }
    await vi.waitFor(() => expect(tiles.value).toHaveLength(1))
    expect(pending.filter(({ url }) => url.includes('start=0&'))).toHaveLength(1)
  })

  it('is not asked for while more than five minutes are on screen', async () => {
    const source = shallowRef<Source | null>(sourceOf('hour', 3600))
    const view = shallowRef<TimeView>({ durationS: 3600, startS: 0, pxPerS: 0.2, widthPx: 720 })
    scope.run(() => useTiles(fakeClient({}), source, view))
    view.value = { ...view.value, pxPerS: 0.21 }
    await nextTick()
    expect(pending).toHaveLength(0)
  })
})
