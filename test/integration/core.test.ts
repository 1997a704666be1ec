import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'csv-parse/sync'
import { mediaUrl, type Job, type Machine, type Recording } from '../../electron/contract/index.ts'
import { computeForTests } from '../support/compute.ts'
import { openTestCore, type TestCore } from '../support/core.ts'
import { dataPath, describeWithData } from '../support/data.ts'

const isLong = process.env.EARSHOT_TEST_LONG === '1'
/** How many recordings are judged, half of them faulty: all, or as many as there is time for. */
const TESTS = isLong ? 60 : 12

/** Reference scores of the default detector by the name of the file. */
const referenceScores = async (): Promise<Map<string, { score: number; isFlagged: boolean }>> => {
  const rows: Record<string, string>[] = parse(
    await readFile(dataPath('mimii-slider-id00', 'first-shot-scores.csv'), 'utf8'),
    { columns: true }
  )
  return new Map(
    rows.map(({ file = '', score, flagged }) => [
      path.basename(file),
      { score: Number(score), isFlagged: flagged === '1' }
    ])
  )
}

describeWithData('mimii-slider-id00', 'one machine from end to end', () => {
  const compute = computeForTests()
  let test: TestCore
  let machine: Machine
  let fit: Job
  let tested: string[]
  let imported: Job
  beforeAll(async () => {
    test = await openTestCore(compute)
    machine = await test.call('machines.create', { name: 'Slide rail 00' })
    await test.import(machine, [dataPath('mimii-slider-id00', 'train')])
    fit = await test.ended(test.call('models.fit', { machineId: machine.id }))
    const names = (await readdir(dataPath('mimii-slider-id00', 'test'))).sort()
    tested = ['anomaly', 'normal'].flatMap(begin =>
      names
        .filter(name => name.startsWith(begin))
        .slice(0, TESTS / 2)
        .map(name => dataPath('mimii-slider-id00', 'test', name))
    )
    imported = await test.import(machine, tested)
  }, 180_000)
  afterAll(() => test.close())

  const rows = async (): Promise<Recording[]> =>
    (await test.call('recordings.list', { machineId: machine.id, limit: 500 })).rows

  it('proposes the clip length of the recordings and learns from all of them', async () => {
    expect((await test.call('machines.get', { machineId: machine.id })).machine).toMatchObject({
      clipLengthS: 10,
      bandHz: 8000
    })
    expect(fit).toMatchObject({ state: 'done' })
    const [model] = await test.call('models.list', { machineId: machine.id })
    expect(model).toMatchObject({
      version: 1,
      normals: 75,
      learnedS: 750,
      isProvisional: false,
      excluded: []
    })
    expect(model?.heldOutScores).toHaveLength(75)
  })

  it('flags what the reference flags, by the same scores', async () => {
    expect(imported.result).toMatchObject({ imported: TESTS, failed: [], scored: TESTS, flagged: TESTS / 2 })
    const reference = await referenceScores()
    const judged = (await rows()).filter(({ isHeldOut }) => !isHeldOut)
    expect(judged).toHaveLength(TESTS)
    for (const { fileName, score, isFlagged } of judged) {
      const expected = reference.get(fileName)
      const tolerance = 1e-4 * Math.max(1, Math.abs(expected?.score ?? NaN))
      expect(Math.abs((score ?? NaN) - (expected?.score ?? NaN)), fileName).toBeLessThan(tolerance)
      expect(isFlagged, fileName).toBe(expected?.isFlagged)
    }
  })

  it('fits the same data to the same model', async () => {
    const [first] = await test.call('models.list', { machineId: machine.id })
    // The test normals have labels by their names; without them the fit set is that of version 1.
    const names = (await rows()).filter(({ label, isHeldOut }) => label === 'normal' && !isHeldOut)
    const recordingIds = names.map(({ id }) => id)
    await test.call('recordings.update', { recordingIds, label: 'unknown' })
    await test.ended(test.call('models.fit', { machineId: machine.id }))
    const [second] = await test.call('models.list', { machineId: machine.id })
    expect(second).toMatchObject({
      version: 2,
      dataHash: first?.dataHash,
      threshold: first?.threshold,
      monitorLine: first?.monitorLine,
      heldOutScores: first?.heldOutScores
    })
    const compared = await test.call('models.compare', {
      modelId: first?.id ?? '',
      otherModelId: second?.id ?? ''
    })
    expect(compared).toEqual({
      scoredByBoth: 75 + TESTS,
      recordings: 75 + TESTS,
      unscored: 0,
      changes: []
    })
  })

  it('changes nothing when imported again', async () => {
    const before = await rows()
    const again = await test.import(machine, tested)
    expect(again.result).toMatchObject({ imported: 0, duplicates: TESTS })
    expect(await rows()).toEqual(before)
  })

  it('has findings with a place, reasons and something to listen to', async () => {
    const [worst] = await test.call('findings.list', { machineId: machine.id })
    if (!worst) throw new Error('no finding')
    expect(worst.score).toBeGreaterThan(worst.threshold)
    expect(worst.reasons.length).toBeGreaterThan(0)
    const [clip] = await test.call('results.ofRecording', { recordingId: worst.recordingId })
    expect(clip?.lane.values.length).toBeGreaterThan(30)
    expect(worst.peakS).toBeGreaterThanOrEqual(0)
    expect(worst.peakS).toBeLessThanOrEqual(10)
    const nearest = await test.call('recordings.nearestNormal', { clipId: worst.clipId })
    expect(nearest?.recordingId).not.toBe(worst.recordingId)
    const listen = await test.core.media(mediaUrl.listen(worst.recordingId, 1))
    const peaks = await test.core.media(mediaUrl.peaks(worst.recordingId, 1))
    if (listen.kind !== 'file' || peaks.kind !== 'file') throw new Error('no files')
    expect((await readFile(listen.path)).subarray(0, 4).toString()).toBe('RIFF')
    expect((await readFile(peaks.path)).length).toBe(2 * 100 * 10)
    const spectrogram = await test.core.media(mediaUrl.spectrogram(worst.recordingId, 1, 0, 10))
    if (spectrogram.kind !== 'bytes') throw new Error('no bytes')
    const head = new DataView(spectrogram.bytes.buffer, spectrogram.bytes.byteOffset)
    const [frames, bins] = [head.getFloat32(0, true), head.getFloat32(4, true)]
    expect(spectrogram.bytes.length).toBe(32 + frames * bins)
  })

  it('keeps everything over a restart', async () => {
    const before = await rows()
    const [finding] = await test.call('findings.list', { machineId: machine.id })
    await test.call('findings.decide', {
      findingId: finding?.id ?? '',
      verdict: 'confirmed',
      comment: 'Rail is dry',
      by: 'Ada'
    })
    await test.reopen()
    expect(await rows()).toEqual(before)
    const confirmed = await test.call('findings.list', { machineId: machine.id, verdict: 'confirmed' })
    expect(confirmed).toMatchObject([{ comment: 'Rail is dry', decidedBy: 'Ada' }])
  })

  it('ends with a report that is a PDF', async () => {
    const job = await test.ended(test.call('reports.create', { machineId: machine.id, maxPictures: 2 }))
    expect(job).toMatchObject({ state: 'done', error: null })
    const [report] = await test.call('reports.list', { machineId: machine.id })
    expect(report?.pages).toBeGreaterThanOrEqual(2)
    const content = await test.core.media(mediaUrl.report(report?.id ?? ''))
    const bytes = await readFile(content.kind === 'file' ? content.path : '')
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.length).toBe(report?.sizeBytes)
  })
})
