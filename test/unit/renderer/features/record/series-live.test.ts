import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../../electron/contract/errors.ts'
import type { RemoteClient } from '../../../../../renderer/src/api/remote-client.ts'
import { createCaptureSession } from '../../../../../renderer/src/features/record/capture/capture-session.ts'
import { deferred, type Deferred } from '../../../../../renderer/src/features/record/take/deferred.ts'
import { useLive } from '../../../../../renderer/src/features/record/store/use-live.ts'
import type { OpenMicrophone } from '../../../../../renderer/src/features/record/store/use-microphone.ts'
import { useSeries } from '../../../../../renderer/src/features/record/store/use-series.ts'
import type { Takes, Wanted } from '../../../../../renderer/src/features/record/store/use-takes.ts'

const RATE_HZ = 8000

/** A microphone that is heard second by second. */
const microphone = (): OpenMicrophone & { hear(seconds: number): void } => {
  const facts = { sampleRateHz: RATE_HZ, channels: 2, isTimed: true }
  const session = createCaptureSession(facts)
  const settings = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: 2,
    sampleRate: RATE_HZ,
    sampleSize: 16,
    latency: null
  }
  const frames = RATE_HZ / 10
  return {
    session,
    microphone: { ...facts, deviceId: 'a', label: 'A', settings, close: vi.fn() },
    hear: seconds => {
      for (let index = 0; index < seconds * 10; index++) {
        session.accept({
          firstFrame: session.ring.end,
          frames,
          samples: new Float32Array(frames * 2),
          peaks: [0, 0],
          squares: [0, 0],
          clipped: 0,
          holes: []
        })
      }
    }
  }
}

describe('a series', () => {
  let recorded: { readonly wanted: Wanted; readonly to: number | null; readonly end: Deferred<boolean> }[]
  let takes: Takes
  beforeEach(() => {
    recorded = []
    takes = {
      record: (_opened: OpenMicrophone, wanted: Wanted, to: number | null) => {
        const end = deferred<boolean>()
        recorded.push({ wanted, to, end })
        return end.promise
      },
      stop: vi.fn()
    } as unknown as Takes
  })
  const wanted = { machineId: 'm', label: 'normal' as const, attributes: {}, channels: [0, 1] }
  const settled = (): Promise<void> => vi.waitFor(() => undefined)

  it('begins each clip when its first frame has been heard, with its number', async () => {
    const heard = microphone()
    const series = useSeries(takes)
    series.start(heard, { count: 2, lengthS: 2, intervalS: 5 }, wanted, 0)
    heard.hear(1)
    await vi.waitFor(() => expect(recorded).toHaveLength(1))
    recorded[0]?.end.resolve(true)
    heard.hear(3)
    await settled()
    expect(recorded).toHaveLength(1)
    heard.hear(1)
    await vi.waitFor(() => expect(recorded).toHaveLength(2))
    expect(recorded.map(({ wanted: { from, series: of }, to }) => [from, to, of?.number, of?.of])).toEqual([
      [0, 2 * RATE_HZ, 1, 2],
      [5 * RATE_HZ, 7 * RATE_HZ, 2, 2]
    ])
  })

  it('lets a clip wait for the one before it, without losing its beginning', async () => {
    const heard = microphone()
    const series = useSeries(takes)
    series.start(heard, { count: 2, lengthS: 2, intervalS: 2 }, wanted, 0)
    heard.hear(3)
    await vi.waitFor(() => expect(recorded).toHaveLength(1))
    recorded[0]?.end.resolve(true)
    await vi.waitFor(() => expect(recorded).toHaveLength(2))
    expect(recorded[1]?.wanted.from).toBe(2 * RATE_HZ)
  })

  it('ends with its last clip, and counts those that were kept', async () => {
    const heard = microphone()
    const series = useSeries(takes)
    series.start(heard, { count: 2, lengthS: 1, intervalS: 1 }, wanted, 0)
    heard.hear(1)
    await vi.waitFor(() => expect(recorded).toHaveLength(1))
    recorded[0]?.end.resolve(true)
    await vi.waitFor(() => expect(series.view.value?.kept).toBe(1))
    heard.hear(1)
    await vi.waitFor(() => expect(recorded).toHaveLength(2))
    recorded[1]?.end.resolve(true)
    await vi.waitFor(() => expect(series.isRunning.value).toBe(false))
  })

  it('goes on with a microphone that came back', async () => {
    const series = useSeries(takes)
    const first = microphone()
    series.start(first, { count: 2, lengthS: 1, intervalS: 4 }, wanted, 0)
    first.hear(2)
    await vi.waitFor(() => expect(recorded).toHaveLength(1))
    recorded[0]?.end.resolve(true)
    series.pause()
    expect(series.view.value).toMatchObject({ isPaused: true, nextFrame: null })
    const second = microphone()
    second.hear(10)
    series.goOn(second)
    expect(series.view.value?.nextFrame).toBe(12 * RATE_HZ)
  })

  it('records no clip that waited when it was stopped', async () => {
    const heard = microphone()
    const series = useSeries(takes)
    series.start(heard, { count: 3, lengthS: 1, intervalS: 1 }, wanted, 0)
    heard.hear(2)
    await vi.waitFor(() => expect(recorded).toHaveLength(1))
    series.stop()
    expect(takes.stop).toHaveBeenCalledOnce()
    recorded[0]?.end.resolve(true)
    await settled()
    expect(recorded).toHaveLength(1)
  })
})

describe('the live score', () => {
  const machine = { id: 'm', clipLengthS: 2, channel: 1 }
  const score = (value: number) => ({
    kind: 'score',
    modelVersion: 1,
    score: value,
    pValue: 0.5,
    threshold: 2.5,
    monitorLine: 2,
    isFlagged: false,
    isAboveMonitor: false,
    reasons: []
  })
  const setUp = (answer: () => Promise<unknown>) => {
    const posts: { readonly address: string; readonly bytes: number }[] = []
    const client = {
      send: (address: string, bytes: Uint8Array) => {
        posts.push({ address, bytes: bytes.byteLength })
        return answer()
      }
    } as unknown as RemoteClient
    const heard = microphone()
    const live = useLive(client)
    live.start(heard, machine)
    return { posts, heard, live }
  }

  it('is asked for once a full clip was heard, of the analysed channel alone', async () => {
    const { posts, heard, live } = setUp(async () => score(1))
    heard.hear(1)
    expect(posts).toEqual([])
    heard.hear(1)
    expect(posts).toEqual([{ address: 'live/m?sampleRateHz=8000&channels=1', bytes: 2 * RATE_HZ * 4 }])
    await vi.waitFor(() => expect(live.reading.value).toMatchObject({ from: 0, to: 2 * RATE_HZ }))
  })

  it('asks one question at a time', async () => {
    const answer = deferred<unknown>()
    const { posts, heard } = setUp(() => answer.promise)
    heard.hear(10)
    expect(posts).toHaveLength(1)
  })

  it('says what is in the way, and asks again later', async () => {
    const refusal = new AppError('busy', 'The engine is busy')
    const answers: (() => Promise<unknown>)[] = [() => Promise.reject(refusal), async () => score(3)]
    const { posts, heard, live } = setUp(() => answers.shift()?.() ?? expect.fail())
    heard.hear(2)
    await vi.waitFor(() => expect(live.error.value).toBe(refusal))
    heard.hear(4)
    expect(posts).toHaveLength(1)
    heard.hear(1)
    await vi.waitFor(() => expect(live.reading.value?.score).toMatchObject({ score: 3 }))
    expect(live.error.value).toBeNull()
  })

  it('takes no answer that comes after it was stopped', async () => {
    const answer = deferred<unknown>()
    const { heard, live } = setUp(() => answer.promise)
    heard.hear(2)
    live.stop()
    answer.resolve(score(1))
    await vi.waitFor(() => undefined)
    expect(live.reading.value).toBeNull()
  })
})
