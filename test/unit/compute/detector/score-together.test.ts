import { describe, expect, it } from 'vitest'
import { scoreTogether } from '../../../../electron/compute/detector/score-together.ts'
import { AppError } from '../../../../electron/contract/errors.ts'
import type { ErrorCode } from '../../../../electron/contract/errors.ts'
import type { SystemClip } from '../../../../electron/ml/detectors/system.ts'
import { clipOf } from '../../../support/hums.ts'

const signal = new AbortController().signal

/** Clips of one number each, one of which fails with a code; `reads` has the clips that were read. */
const clipsWith = (failing: string, code: ErrorCode) => {
  const reads: string[] = []
  const clips = ['a', 'b', 'c', 'd'].map((id, index): SystemClip => ({
    ...clipOf(id, Float32Array.of(index)),
    waveform: async () => {
      reads.push(id)
      if (id === failing) throw new AppError(code, `${id} fails`, { clipId: id })
      return Float32Array.of(index)
    }
  }))
  return { clips, reads }
}

/** A score is the clip's number; `calls` has how many were scored at once. */
const scorer = () => {
  const calls: number[] = []
  const score = async (clips: readonly SystemClip[]): Promise<number[]> => {
    calls.push(clips.length)
    const scores: number[] = []
    for (const clip of clips) scores.push((await clip.waveform())[0] ?? Number.NaN)
    return scores
  }
  return { calls, score }
}

describe('clips that are scored together', () => {
  it('are scored in one call where none of them fails', async () => {
    const { clips } = clipsWith('', 'unreadable')
    const { calls, score } = scorer()
    expect(await scoreTogether(clips, score, signal)).toEqual([0, 1, 2, 3])
    expect(calls).toEqual([4])
  })

  it.each(['unreadable', 'unsupported', 'invalid', 'degenerate-normals'] as const)(
    'lose only the one that fails (%s), and none of them is read twice',
    async code => {
      const { clips, reads } = clipsWith('c', code)
      const outcomes = await scoreTogether(clips, scorer().score, signal)
      expect(outcomes.map(outcome => (outcome instanceof AppError ? outcome.message : outcome))).toEqual([
        ...[0, 1, 'c fails', 3]
      ])
      expect(reads).toEqual(['a', 'b', 'c', 'd'])
    }
  )

  it.each(['engine-lost', 'engine-missing', 'internal'] as const)('end with %s', async code => {
    const { clips, reads } = clipsWith('c', code)
    await expect(scoreTogether(clips, scorer().score, signal)).rejects.toMatchObject({ code })
    expect(reads).toEqual(['a', 'b', 'c'])
  })

  it('end where the work is cancelled', async () => {
    const controller = new AbortController()
    const { clips } = clipsWith('c', 'unreadable')
    const score = async (): Promise<number[]> => {
      controller.abort()
      throw new AppError('invalid', 'cut short')
    }
    await expect(scoreTogether(clips, score, controller.signal)).rejects.toThrow('abort')
  })
})
