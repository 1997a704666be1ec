import { describe, expect, it } from 'vitest'
import { buffersOf } from '../../../electron/compute/pool/messages.ts'
import type { Outcome } from '../../../electron/compute/pool/messages.ts'
import { mapFiles } from '../../../electron/compute/pool/map-files.ts'
import { mapInThreads } from '../../../electron/compute/pool/threads.ts'

const entry = new URL('../../fixtures/compute/misbehaving-thread.ts', import.meta.url)
const start = { name: 'features', shared: null } as const

const inThreads = async (
  inputs: readonly unknown[],
  signal: AbortSignal = new AbortController().signal
): Promise<Map<number, Outcome<unknown>>> => {
  const outcomes = new Map<number, Outcome<unknown>>()
  await mapInThreads(start, inputs, { threads: 2, signal, entry }, (index, outcome) =>
    outcomes.set(index, outcome)
  )
  return outcomes
}

describe('a pool of threads', () => {
  it('does every input once', async () => {
    const outcomes = await inThreads(['a', 'b', 'c', 'd', 'e'])
    expect([...outcomes.keys()].sort()).toEqual([0, 1, 2, 3, 4])
    expect(outcomes.get(3)).toEqual({ isDone: true, value: 'd' })
  })

  it.each([
    ['exit', 'code 3'],
    ['throw', 'a thread broke']
  ])('loses the file whose thread dies by %s, with the reason, and no other', async (death, reason) => {
    const outcomes = await inThreads(['a', death, 'c', 'd', death, 'f'])
    expect(outcomes.size).toBe(6)
    expect([...outcomes.values()].filter(outcome => outcome.isDone)).toHaveLength(4)
    expect(outcomes.get(1)).toMatchObject({
      isDone: false,
      error: { code: 'compute-lost', message: expect.stringContaining(reason) as unknown }
    })
  })

  it('gives up when thread after thread dies', async () => {
    await expect(inThreads(Array.from({ length: 50 }, () => 'throw'))).rejects.toMatchObject({
      code: 'compute-lost'
    })
  })

  it('hands nothing more out once cancelled, and ends with the abort', async () => {
    const controller = new AbortController()
    const outcomes = new Map<number, unknown>()
    const running = mapInThreads(
      start,
      ['a', 'b', 'wait', 'wait', 'never given'],
      { threads: 2, signal: controller.signal, entry },
      index => {
        outcomes.set(index, index)
        if (outcomes.size === 2) controller.abort()
      }
    )
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    // Either thread may be the first to answer.
    expect([...outcomes.keys()].sort()).toEqual([0, 1])
  })

  it('fails when a listener throws', async () => {
    const running = mapInThreads(
      start,
      ['a', 'b', 'c'],
      { threads: 1, signal: new AbortController().signal, entry },
      () => {
        throw new Error('the listener broke')
      }
    )
    await expect(running).rejects.toThrow('the listener broke')
  })
})

describe('mapFiles', () => {
  const missing = (name: string) => [
    {
      clipId: name,
      recordingId: name,
      fileName: name,
      audioPath: `/nowhere/${name}`,
      channel: 1,
      startS: 0,
      lengthS: 1,
      featuresPath: `/nowhere/${name}.f1`
    }
  ]
  const names = ['a.wav', 'b.wav', 'c.wav', 'd.wav', 'e.wav']

  it.each([0, 2])('reports outcomes in the order of the inputs with %i threads', async threads => {
    const seen: string[] = []
    await mapFiles('features', null, names.map(missing), {
      threads,
      signal: new AbortController().signal,
      onOutcome: (outcome, index) => seen.push(`${index} ${outcome.isDone ? '' : outcome.error.message}`)
    })
    expect(seen).toEqual(names.map((name, index) => `${index} ${name}: the file is not there`))
  })

  it('ends with the abort when cancelled between two files', async () => {
    const controller = new AbortController()
    let seen = 0
    const running = mapFiles('features', null, names.map(missing), {
      threads: 0,
      signal: controller.signal,
      onOutcome: () => {
        seen++
        controller.abort()
      }
    })
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    expect(seen).toBe(1)
  })
})

describe('buffersOf', () => {
  it('finds each buffer once, however deep', () => {
    const shared = new ArrayBuffer(8)
    const lane = new Int16Array(3)
    const value = {
      a: new Uint8Array(shared),
      b: [{ c: new Float32Array(shared) }, { d: lane }],
      e: [1, 2],
      f: null
    }
    expect(buffersOf(value)).toEqual([shared, lane.buffer])
  })
})
