import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Compute, Machine, Model, Recording, ScoredClip } from '../../../../electron/contract/index.ts'
import { AppError } from '../../../../electron/contract/index.ts'
import { filesBelow } from '../../../support/compute.ts'
import { createFakeCompute } from '../../../support/fake-compute.ts'
import { fittedMachine, openTestCore, type TestCore } from '../../../support/core.ts'

/** As many are committed at once, without waiting. */
const ITEMS_OF_A_BATCH = 100

describe('models', () => {
  let test: TestCore
  let machine: Machine
  beforeEach(async () => {
    test = await openTestCore()
    machine = await fittedMachine(test)
  })
  afterEach(() => test.close())

  const models = (): Promise<Model[]> => test.call('models.list', { machineId: machine.id })
  const current = async (): Promise<Model> => {
    const model = (await models()).find(({ isCurrent }) => isCurrent)
    if (!model) throw new Error('no current model')
    return model
  }
  const recordings = async (): Promise<Recording[]> =>
    (await test.call('recordings.list', { machineId: machine.id, sort: 'fileName', descending: false })).rows
  const importLater = async (name: string, score: number): Promise<void> => {
    await test.write(`later/${name}`, { score })
    await test.import(machine, [path.join(test.inputDir, 'later')])
  }
  const refit = async (): Promise<void> => {
    await test.ended(test.call('models.fit', { machineId: machine.id, note: 'again' }))
  }

  it('are numbered, and the newest is current', async () => {
    await refit()
    expect((await models()).map(({ version, isCurrent, note }) => [version, isCurrent, note])).toEqual([
      [2, true, 'again'],
      [1, false, '']
    ])
  })

  it('lie in a folder of their name, with nothing beside it', async () => {
    const { id } = await current()
    expect(await readdir(path.join(test.dataDir, 'models'))).toEqual([id])
  })

  it('show clips of the fit with their held-out score, marked', async () => {
    expect(await recordings()).toMatchObject(
      Array.from({ length: 6 }, () => ({ score: 0.2, isHeldOut: true, isFlagged: false }))
    )
  })

  it('score every other clip in the same job', async () => {
    await importLater('bad.wav', 3)
    const job = await test.ended(test.call('models.fit', { machineId: machine.id }))
    expect(job.result).toMatchObject({ scored: 1, flagged: 1 })
    expect((await recordings())[0]).toMatchObject({ fileName: 'bad.wav', score: 3, isHeldOut: false })
  })

  it('keep and count what the next engine says where one is lost while clips are scored', async () => {
    const plain = createFakeCompute()
    let attempts = 0
    const fake = createFakeCompute({
      score: (input, { signal, emit }) => {
        attempts += 1
        const times = attempts === 1 ? ITEMS_OF_A_BATCH : 1
        return plain.run('score', input, {
          signal,
          onItem: item => {
            const value = attempts === 1 && item.kind === 'score' ? { ...item.value, score: 9 } : item.value
            for (let index = 0; index < times; index += 1) emit({ ...item, value } as ScoredClip)
          }
        })
      }
    })
    const losing: Compute = {
      ...fake,
      // As the host does it: a lost engine's task begins again, and its items came already.
      run: async (name, input, options = {}) => {
        const result = await fake.run(name, input, options)
        if (name !== 'score' || options.onEngineLost === undefined) return result
        options.onEngineLost('The card stopped.')
        return fake.run(name, input, options)
      }
    }
    const other = await openTestCore(losing)
    onTestFinished(() => other.close())
    const own = await fittedMachine(other)
    await other.write('later/a.wav', { score: 0.3 })
    await other.import(own, [path.join(other.inputDir, 'later')])
    const { rows } = await other.call('recordings.list', {
      machineId: own.id,
      sort: 'fileName',
      descending: false
    })
    expect(attempts).toBe(2)
    expect(rows[0]).toMatchObject({ fileName: 'a.wav', score: 0.3, isFlagged: false })
    const job = (await other.call('jobs.list', {})).find(({ kind }) => kind === 'import')
    expect(job?.result).toMatchObject({ scored: 1, flagged: 0 })
  })

  it('say before a fit what it would learn from', async () => {
    await test.write('short/normal/s.wav', { durationS: 3 })
    await test.import(machine, [path.join(test.inputDir, 'short')])
    expect(await test.call('models.preview', { machineId: machine.id })).toMatchObject({
      normals: 6,
      clips: 6,
      learnedS: 60,
      missing: 0,
      canFit: true,
      excluded: [{ fileName: 's.wav', badge: { code: 'too-short' } }],
      suggestsIgnoreLevel: false
    })
  })

  it('are refused from fewer than five normal clips, naming what is missing', async () => {
    const other = await test.call('machines.create', { name: 'Pump' })
    await test.write('few/normal/a.wav')
    await test.import(other, [path.join(test.inputDir, 'few')])
    await expect(test.call('models.fit', { machineId: other.id })).rejects.toMatchObject({
      code: 'too-few-normals',
      details: { have: 1, need: 5, missing: 4 }
    })
  })

  it('are refused where the normals cannot be used, naming them', async () => {
    const other = await test.call('machines.create', { name: 'Pump' })
    for (let index = 0; index < 5; index += 1) {
      await test.write(`silent/normal/${index}.wav`, { badges: [{ code: 'silence', params: {} }] })
    }
    await test.import(other, [path.join(test.inputDir, 'silent')])
    await expect(test.call('models.fit', { machineId: other.id })).rejects.toMatchObject({
      code: 'degenerate-normals',
      message: expect.stringContaining('0.wav (silence)') as string
    })
  })

  it('suggest to ignore loudness where it varies by more than 1 dB', async () => {
    for (const [index, levelDb] of [-30, -26].entries()) {
      await test.write(`loud/normal/${index}.wav`, { levelDb })
    }
    const other = await test.call('machines.create', { name: 'Pump' })
    await test.import(other, [path.join(test.inputDir, 'loud')])
    expect(await test.call('models.preview', { machineId: other.id })).toMatchObject({
      levelDeviationDb: 2,
      suggestsIgnoreLevel: true
    })
  })

  it('move their threshold by hand, and flags and findings follow', async () => {
    await importLater('bad.wav', 3)
    const { id } = await current()
    const moved = await test.call('models.setThreshold', { modelId: id, threshold: 5 })
    expect(moved).toMatchObject({ threshold: 5, fittedThreshold: 1, falseAlarms: { per100: 2 } })
    expect(await test.call('findings.list', { machineId: machine.id })).toEqual([])
    expect((await recordings())[0]).toMatchObject({ isFlagged: false, isAboveMonitor: true })
    const back = await test.call('models.setThreshold', { modelId: id, threshold: null })
    expect(back).toMatchObject({ threshold: 1, falseAlarms: { per100: 5 } })
    expect(await test.call('findings.list', { machineId: machine.id })).toHaveLength(1)
  })

  it('badge a normal that they would flag without having learned from it', async () => {
    const { id } = await current()
    await test.call('models.setThreshold', { modelId: id, threshold: 0.1 })
    expect((await recordings())[0]?.badges).toEqual([
      { code: 'unlike-normals', params: { score: 0.2, threshold: 0.1 } }
    ])
    expect(await test.call('findings.list', { machineId: machine.id })).toEqual([])
    await test.call('models.setThreshold', { modelId: id, threshold: null })
    expect((await recordings())[0]?.badges).toEqual([])
  })

  it('of an earlier version keep their scores and can be current again', async () => {
    const first = await current()
    await refit()
    await importLater('bad.wav', 3)
    await test.call('models.setCurrent', { modelId: first.id })
    expect((await current()).id).toBe(first.id)
    // The recording that came in under version 2 is scored by version 1 in a job.
    const [job] = await test.call('jobs.list', { machineId: machine.id })
    expect(job?.kind).toBe('score')
    await test.ended({ jobId: job?.id ?? '' })
    expect((await recordings())[0]).toMatchObject({ fileName: 'bad.wav', isFlagged: true })
    const compared = await test.call('models.compare', {
      modelId: first.id,
      otherModelId: (await models())[0]?.id ?? ''
    })
    expect(compared).toEqual({ scoredByBoth: 7, recordings: 7, unscored: 0, changes: [] })
  })

  it('keep held-out scores when a machine is scored again', async () => {
    const { id } = await current()
    const job = await test.ended(test.call('models.score', { modelId: id }))
    expect(job.result).toEqual({ scored: 0, flagged: 0 })
    expect((await recordings()).every(({ isHeldOut }) => isHeldOut)).toBe(true)
  })

  it('of another channel or length stay, but are not current', async () => {
    const { id } = await current()
    await importLater('bad.wav', 3)
    await test.call('machines.update', { machineId: machine.id, fields: { clipLengthS: 5 } })
    const [job] = await test.call('jobs.list', { machineId: machine.id })
    expect(job?.kind).toBe('reanalyse')
    await test.ended({ jobId: job?.id ?? '' })
    expect((await models()).map(({ isCurrent }) => isCurrent)).toEqual([false])
    expect((await recordings())[0]).toMatchObject({ clips: 2, score: null, isFlagged: null })
    expect(await test.call('findings.list', { machineId: machine.id })).toEqual([])
    await expect(test.call('models.setCurrent', { modelId: id })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('clips of 10 s') as string
    })
    // Back again: the clips of before are current again, with their scores.
    await test.call('machines.update', { machineId: machine.id, fields: { clipLengthS: 10 } })
    const [again] = await test.call('jobs.list', { machineId: machine.id })
    await test.ended({ jobId: again?.id ?? '' })
    await test.call('models.setCurrent', { modelId: id })
    expect((await recordings())[0]).toMatchObject({ clips: 1, score: 3, isFlagged: true })
  })

  it('that are current cannot be removed, others go with their files', async () => {
    const first = await current()
    await expect(test.call('models.remove', { modelId: first.id })).rejects.toMatchObject({
      code: 'conflict'
    })
    await refit()
    await test.call('models.remove', { modelId: first.id })
    expect(await readdir(path.join(test.dataDir, 'models'))).toEqual([(await current()).id])
  })

  it('leave nothing behind when a fit fails or its process is lost', async () => {
    const lost = createFakeCompute({
      fit: async () => {
        throw new AppError('compute-lost', 'The compute process ended: out of memory')
      }
    })
    const other = await openTestCore(lost)
    const own = await other.call('machines.create', { name: 'Fan' })
    for (let index = 0; index < 5; index += 1) await other.write(`normal/${index}.wav`)
    await other.import(own, [path.join(other.inputDir, 'normal')])
    const job = await other.ended(other.call('models.fit', { machineId: own.id }))
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'compute-lost', message: expect.stringContaining('out of memory') as string }
    })
    expect(filesBelow(path.join(other.dataDir, 'models'))).toEqual([])
    expect(await other.call('models.list', { machineId: own.id })).toEqual([])
    await other.close()
  })

  it('show the score of each clip with its lane, by any version', async () => {
    const [recording] = await recordings()
    const { id } = await current()
    const [clip] = await test.call('results.ofRecording', { recordingId: recording?.id ?? '', modelId: id })
    expect(clip).toMatchObject({
      score: 0.2,
      threshold: 1,
      monitorLine: 0.8,
      isHeldOut: true,
      modelVersion: 1
    })
    expect(clip?.lane.values).toHaveLength(2)
    const nearest = await test.call('recordings.nearestNormal', { clipId: clip?.clipId ?? '' })
    expect(nearest).toMatchObject({ startS: 0 })
  })

  it('draw the trend with the line that its dots are judged by', async () => {
    await importLater('bad.wav', 3)
    const event = { machineId: machine.id, at: '2026-01-03T12:00:00+01:00', text: 'bearing replaced' }
    await test.call('machineEvents.add', event)
    const trend = await test.call('results.trend', { machineId: machine.id })
    expect(trend.points).toHaveLength(7)
    expect(trend.points.filter(({ isFlagged }) => isFlagged)).toMatchObject([{ score: 3, modelVersion: 1 }])
    expect(trend.steps).toMatchObject([{ from: trend.points[0]?.recordedAt, threshold: 1, modelVersion: 1 }])
    expect(trend.events).toMatchObject([{ at: '2026-01-03T11:00:00.000Z', text: 'bearing replaced' }])
    const period = { from: '2026-01-02T00:00:00Z', to: '2026-01-03T23:00:00Z' }
    const part = await test.call('results.trend', { machineId: machine.id, ...period })
    expect(part.points).toHaveLength(2)
  })
})
