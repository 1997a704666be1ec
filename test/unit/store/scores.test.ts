import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { methods } from '../../../electron/contract/index.ts'
import { openMemoryStore, type Store } from '../../../electron/store/index.ts'
import { FALSE_ALARMS, newTestMachine, newTestModel, newTestRecording, newTestScore } from './rows.ts'

const AT = '2026-01-05T00:00:00.000Z'

const addModel = async (store: Store, id: string): Promise<void> =>
  store.models.insert(newTestModel(id, 'm1', await store.machines.takeModelVersion('m1')))

describe('scores and findings', () => {
  let store: Store
  beforeEach(async () => {
    store = await openMemoryStore()
    await store.machines.insert(newTestMachine('m1'))
    await store.recordings.insert(['a', 'b'].map(id => newTestRecording(id, 'm1')))
    await store.clips.insert(
      ['a1', 'a2', 'b1'].map(id => ({
        id,
        recordingId: id.slice(0, 1),
        machineId: 'm1',
        index: Number(id.slice(1)) - 1,
        channel: 1,
        startS: (Number(id.slice(1)) - 1) * 10,
        lengthS: 10
      }))
    )
    await addModel(store, 'v1')
    await store.scores.save(
      'v1',
      [newTestScore('a1', 'a', 1.5), newTestScore('a2', 'a', 3), newTestScore('b1', 'b', 1.5)],
      AT
    )
  })
  afterEach(() => store.close())

  it('come back as they were saved, with the lane', async () => {
    const [first, second] = await store.scores.results('v1', ['a'])
    const saved = newTestScore('a1', 'a', 1.5)
    expect(first).toMatchObject({
      clipId: 'a1',
      reasons: saved.reasons,
      views: saved.views,
      lane: saved.lane
    })
    expect(first?.bands[63]).toBeCloseTo(63 / 2016, 7)
    expect([first?.isFlagged, second?.isFlagged]).toEqual([false, true])
  })

  it('give a recording the highest score of its clips', async () => {
    await store.recordings.repeatScores('v1')
    const [a, b] = [await store.recordings.get('a'), await store.recordings.get('b')]
    expect(a).toMatchObject({ score: 3, isFlagged: true, isAboveMonitor: true })
    expect(b).toMatchObject({ score: 1.5, isFlagged: false, isAboveMonitor: true })
  })

  it('tell the state by the worst of the recordings of one second, as copied files have, whatever their names', async () => {
    await store.recordings.repeatScores('v1')
    const times = { a: '2026-01-05T08:00:00.119Z', b: '2026-01-05T08:00:00.126Z' }
    for (const [id, recordedAt] of Object.entries(times)) await store.recordings.update([id], { recordedAt })
    expect((await store.overview.recentScores('m1', 1, false)).map(row => row.recordingId)).toEqual(['b'])
    expect(await store.overview.judgedLast('m1', 1)).toMatchObject([{ recordingId: 'a', isFlagged: true }])
    await store.recordings.update(['b'], { recordedAt: '2026-01-05T08:00:01.000Z' })
    expect(await store.overview.judgedLast('m1', 1)).toMatchObject([{ recordingId: 'b' }])
    expect((await store.overview.judgedLast('m1', 5)).map(row => row.recordingId)).toEqual(['b', 'a'])
  })

  it('flag and find from the threshold on, and count as Monitor from its line on', async () => {
    await store.models.setThreshold('v1', 3, FALSE_ALARMS)
    await store.scores.save('v1', [newTestScore('b1', 'b', 1)], AT)
    await store.recordings.repeatScores('v1')
    await store.findings.follow('m1', 'v1')
    const [below, atLine] = await store.scores.results('v1', ['a'])
    expect([below?.isFlagged, atLine?.isFlagged]).toEqual([false, true])
    expect(await store.recordings.get('a')).toMatchObject({ isFlagged: true })
    expect(await store.recordings.get('b')).toMatchObject({ isFlagged: false, isAboveMonitor: true })
    expect((await store.findings.list('m1')).map(({ clipId }) => clipId)).toEqual(['a2'])
  })

  it('do not count on clips that were set aside', async () => {
    await store.clips.setAsideOf(['a'])
    await store.recordings.repeatScores('v1')
    expect((await store.recordings.get('a'))?.score).toBeNull()
  })

  it('make one finding of each flagged clip and take it back with the flag', async () => {
    await store.findings.follow('m1', 'v1')
    await store.findings.follow('m1', 'v1')
    expect((await store.findings.list('m1')).map(({ clipId }) => clipId)).toEqual(['a2'])
    await store.models.setThreshold('v1', 4, FALSE_ALARMS)
    await store.findings.follow('m1', 'v1')
    expect(await store.findings.list('m1')).toEqual([])
  })

  it('leave a finding with a verdict as it was judged', async () => {
    await store.findings.follow('m1', 'v1')
    const [finding] = await store.findings.list('m1', 'open')
    const decision = { verdict: 'confirmed', comment: 'bearing', decidedBy: 'Ada', decidedAt: AT } as const
    await store.findings.decide(finding?.id ?? '', decision)
    await store.models.setThreshold('v1', 1, FALSE_ALARMS)
    await store.findings.follow('m1', 'v1')
    expect(await store.findings.list('m1', 'confirmed')).toMatchObject([
      { clipId: 'a2', threshold: 2, ...decision }
    ])
    expect((await store.findings.list('m1')).map(({ clipId }) => clipId)).toEqual(['a1', 'b1', 'a2'])
    await store.findings.follow('m1', null)
    expect((await store.findings.list('m1')).map(({ clipId }) => clipId)).toEqual(['a2'])
  })

  it('stand by the detector that gave the score: two have no common scale', async () => {
    const decision = { verdict: 'confirmed', comment: '', decidedBy: 'Ada', decidedAt: AT } as const
    await store.scores.save('v1', [newTestScore('b1', 'b', 900)], AT)
    await store.findings.follow('m1', 'v1')
    for (const { id } of await store.findings.list('m1')) await store.findings.decide(id, decision)
    await store.models.insert({ ...newTestModel('v2', 'm1', 2), detector: 'dual-branch' })
    await store.machines.setCurrentModel('m1', 'v2')
    await store.scores.save('v2', [newTestScore('a1', 'a', 2.1)], AT)
    await store.findings.follow('m1', 'v2')
    for (const { id } of await store.findings.list('m1', 'open')) await store.findings.decide(id, decision)
    expect((await store.findings.list('m1')).map(({ detector, score }) => [detector, score])).toEqual([
      ['dual-branch', 2.1],
      ['auto', 900],
      ['auto', 3]
    ])
  })

  it('never make a finding of a normal that the model learned from', async () => {
    await store.scores.save('v1', [{ ...newTestScore('b1', 'b', 9), isHeldOut: true }], AT)
    await store.recordings.update(['b'], { label: 'normal' })
    await store.findings.follow('m1', 'v1')
    expect((await store.findings.list('m1')).map(({ clipId }) => clipId)).toEqual(['a2'])
    await store.recordings.update(['b'], { label: 'anomalous' })
    await store.findings.follow('m1', 'v1', ['b'])
    expect((await store.findings.list('m1')).map(({ clipId }) => clipId)).toEqual(['b1', 'a2'])
  })

  it('are listed apart from those of recordings that the model did not learn from', async () => {
    await store.scores.save('v1', [{ ...newTestScore('b1', 'b', 9), isHeldOut: true }], AT)
    await store.recordings.repeatScores('v1')
    const ids = async (isHeldOut: boolean): Promise<string[]> => {
      const input = methods['recordings.list'].input.parse({ machineId: 'm1', isHeldOut })
      return (await store.recordingLists.page(input)).rows.map(({ id }) => id)
    }
    expect(await ids(true)).toEqual(['b'])
    expect(await ids(false)).toEqual(['a'])
  })

  it('never give a version number twice', async () => {
    await store.models.remove('v1')
    expect(await store.machines.takeModelVersion('m1')).toBe(2)
  })

  it('go with their recording', async () => {
    await store.findings.follow('m1', 'v1')
    await store.recordings.remove(['a'])
    expect(await store.findings.list('m1')).toEqual([])
    expect(await store.scores.results('v1', ['a', 'b'])).toHaveLength(1)
  })

  it('are compared by the highest clip of each recording', async () => {
    await addModel(store, 'v2')
    await store.scores.save('v2', [newTestScore('a1', 'a', 0), newTestScore('a2', 'a', 1)], AT)
    expect(await store.scores.compare('v1', 'v2')).toEqual([
      { recordingId: 'a', fileName: 'a.wav', score: 3, otherScore: 1 }
    ])
  })

  it('roll back with their transaction', async () => {
    await expect(
      store.transaction(async repositories => {
        await repositories.recordings.remove(['a'])
        throw new Error('no')
      })
    ).rejects.toThrow('no')
    expect(await store.recordings.get('a')).toBeDefined()
  })
})
