import { describe, expect, it } from 'vitest'
import { planBlocks, planFolds } from '../../../../../electron/ml/detectors/auto/splits.ts'
import type { SplitClip } from '../../../../../electron/ml/detectors/auto/splits.ts'

const clipsOf = (groups: readonly number[], blocks?: readonly string[]): SplitClip[] =>
  groups.map((group, index) => ({ group: `r${group}`, block: blocks?.[index] }))

const separatesNoRecording = (clips: readonly SplitClip[], parts: Int32Array): boolean => {
  const partOf = new Map<string, number | undefined>()
  return clips.every(({ group }, index) => {
    const part = partOf.get(group) ?? parts[index]
    partOf.set(group, part)
    return part === parts[index]
  })
}

describe('blocks', () => {
  it('are five consecutive stretches, as the reference cuts them', () => {
    const plan = planBlocks(clipsOf(Array.from({ length: 12 }, (_, index) => index)))
    expect(Array.from(plan.ofClip)).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4])
    expect(plan.basis).toBe('order')
  })

  it('leave one clip out each at five normals', () => {
    expect(Array.from(planBlocks(clipsOf([0, 1, 2, 3, 4])).ofClip)).toEqual([0, 1, 2, 3, 4])
  })

  it('never cut through a recording', () => {
    const clips = clipsOf([0, 0, 0, 1, 1, 1, 1, 2, 3, 3, 3, 4, 4, 5, 5, 5, 5, 5])
    const { ofClip, count } = planBlocks(clips)
    expect(count).toBeGreaterThan(2)
    expect(separatesNoRecording(clips, ofClip)).toBe(true)
    expect(separatesNoRecording(clips, planFolds(clips))).toBe(true)
  })

  it('follow the conditions where all are known', () => {
    const plan = planBlocks(clipsOf([0, 1, 2, 3, 4, 5, 6, 7], ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']))
    expect(plan).toMatchObject({ count: 2, basis: 'conditions' })
    expect(Array.from(plan.ofClip)).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
  })

  it('join neighbours among many conditions', () => {
    const groups = Array.from({ length: 60 }, (_, index) => index)
    expect(planBlocks(clipsOf(groups, groups.map(String))).count).toBe(10)
  })

  it('fall back to the order where one condition has nearly all clips', () => {
    const plan = planBlocks(clipsOf([0, 1, 2, 3, 4, 5, 6], ['a', 'a', 'a', 'a', 'a', 'a', 'b']))
    expect(plan.basis).toBe('order')
  })

  it('cut a single recording into stretches and say so', () => {
    const plan = planBlocks(clipsOf(Array.from({ length: 30 }, () => 0)))
    expect(plan).toMatchObject({ count: 5, basis: 'within-recording' })
  })
})
