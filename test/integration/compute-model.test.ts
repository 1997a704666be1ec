import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import type { ClipScore, FitClip, FitItem, FitOutcome } from '../../electron/contract/compute.ts'
import { asOther, AUTO_FIT, importClips } from '../support/clips.ts'
import { computeForTests, failureOf, filesBelow, runCollecting, temporaryFolder } from '../support/compute.ts'
import { noise, writeNoiseWav } from '../support/wav-files.ts'

const compute = computeForTests()
const folder = temporaryFolder()
const dataDir = path.join(folder, 'data')
const NORMALS = 12
const SECONDS = 3

let folders = 0
const newModelDir = (): string => {
  const modelDir = path.join(folder, `model-${folders++}`)
  mkdirSync(modelDir)
  return modelDir
}

const fit = (clips: readonly FitClip[], modelDir = newModelDir(), ignoreLevel = false) =>
  runCollecting(compute, 'fit', { ...AUTO_FIT, ignoreLevel, clips, modelDir })

const scoresOf = (items: readonly FitItem[]): ClipScore[] =>
  items.map(item => {
    if (item.kind !== 'score') throw new Error(`no score: ${JSON.stringify(item.value)}`)
    return item.value
  })

/** Noise with a rattle of 3 kHz from `atS` on for half a second. */
const writeRattle = (name: string, seed: number, atS: number): string => {
  const samples = noise(seed, { seconds: SECONDS })
  const from = Math.round(atS * 16_000)
  for (let index = from; index < from + 8000; index++) {
    samples[index] = (samples[index] ?? 0) + 0.1 * Math.sin((2 * Math.PI * 3000 * index) / 16_000)
  }
  const filePath = path.join(folder, name)
  writeFileSync(filePath, encodeWav16(samples, 16_000))
  return filePath
}

describe('a model in a compute process', () => {
  let normals: FitClip[]
  let modelDir: string
  let outcome: FitOutcome
  let heldOut: ClipScore[]

  beforeAll(async () => {
    const paths = Array.from({ length: NORMALS }, (_, index) =>
      writeNoiseWav(path.join(folder, `normal ${index}.wav`), index, { seconds: SECONDS })
    )
    normals = await importClips(compute, paths, { dataDir, clipLengthS: SECONDS })
    modelDir = newModelDir()
    const { items, result } = await fit(normals, modelDir)
    heldOut = scoresOf(items)
    outcome = result
  })

  it('answers the held-out score of every clip that it learned from, with its lane', () => {
    expect(outcome.usedClipIds).toEqual(normals.map(clip => clip.clipId))
    expect(heldOut.map(score => score.score)).toEqual(outcome.heldOutScores)
    for (const score of heldOut) {
      expect(score.isHeldOut).toBe(true)
      expect(score.lane.values).toHaveLength(9)
      expect(score.bands).toHaveLength(64)
      expect(score.bands.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6)
    }
    expect(outcome).toMatchObject({ isProvisional: true, excluded: [], engine: 'javascript' })
    expect(outcome.dataHash).toMatch(/^[0-9a-f]{64}$/)
    expect(outcome.monitorLine).toBeLessThanOrEqual(outcome.threshold)
    expect(outcome.falseAlarms.low).toBeLessThanOrEqual(outcome.falseAlarms.high)
  })

  it('gives the same model bit for bit from the same data, whether cached or read again', async () => {
    const cacheless = newModelDir()
    rmSync(path.join(dataDir, 'cache'), { recursive: true })
    const again = await fit(normals, cacheless)
    expect(again.result).toEqual(outcome)
    expect(filesBelow(modelDir)).toHaveLength(2)
    for (const file of filesBelow(modelDir)) {
      expect(readFileSync(path.join(cacheless, file))).toEqual(readFileSync(path.join(modelDir, file)))
    }
    expect(filesBelow(path.join(dataDir, 'cache/features'))).toHaveLength(NORMALS)
  })

  it('has another data hash for other data', async () => {
    expect((await fit(normals.slice(1))).result.dataHash).not.toBe(outcome.dataHash)
  })

  it('scores clips of the fit held out, and others by the whole model', async () => {
    const own = await runCollecting(compute, 'score', { modelDir, clips: normals })
    expect(scoresOf(own.items)).toEqual(heldOut)
    const others = scoresOf(
      (await runCollecting(compute, 'score', { modelDir, clips: normals.map(asOther) })).items
    )
    expect(others.every(score => !score.isHeldOut)).toBe(true)
    // What was learned from lies nearer than what was held out.
    expect(Math.max(...others.map(score => score.score))).toBeLessThan(Math.max(...outcome.heldOutScores))
  })

  it('flags a rattle and points at its moment, in seconds of the recording', async () => {
    const rattle = writeRattle('rattle.wav', 500, 1.5)
    const [clip] = await importClips(compute, [rattle], { dataDir, clipLengthS: SECONDS })
    if (clip === undefined) throw new Error('no clip')
    const [score] = scoresOf((await runCollecting(compute, 'score', { modelDir, clips: [clip] })).items)
    expect(score?.score).toBeGreaterThan(outcome.threshold)
    expect(score?.pValue).toBeCloseTo(1 / (NORMALS + 1), 9)
    expect(Math.abs((score?.lane.peakS ?? 0) - 1.75)).toBeLessThanOrEqual(0.75)
    expect(score?.reasons.length).toBeGreaterThan(0)
  })

  it('scores a clip again from its sound when its cached features are torn', async () => {
    const [clip] = normals.map(asOther)
    if (clip === undefined) throw new Error('no clip')
    const before = await runCollecting(compute, 'score', { modelDir, clips: [clip] })
    writeFileSync(clip.featuresPath, readFileSync(clip.featuresPath).subarray(0, 100))
    expect((await runCollecting(compute, 'score', { modelDir, clips: [clip] })).items).toEqual(before.items)
  })

  it('refuses what cannot be judged, each with its reason and never a score', async () => {
    const silent = path.join(folder, 'silent.wav')
    writeFileSync(silent, encodeWav16(new Float32Array(SECONDS * 16_000), 16_000))
    const [silence] = await importClips(compute, [silent], { dataDir, clipLengthS: SECONDS })
    const long = writeNoiseWav(path.join(folder, 'long.wav'), 501, { seconds: 6 })
    const [longer] = await importClips(compute, [long], { dataDir, clipLengthS: 6 })
    const [any] = normals.map(asOther)
    if (silence === undefined || longer === undefined || any === undefined) throw new Error('no clip')
    const gone = {
      ...any,
      clipId: 'gone',
      fileName: 'pump.wav',
      audioPath: path.join(folder, 'gone.wav'),
      featuresPath: '/nowhere/x'
    }
    const { items } = await runCollecting(compute, 'score', { modelDir, clips: [silence, longer, gone] })
    expect(items.map(item => item.kind)).toEqual(['refused', 'refused', 'refused'])
    const [a, b, c] = items.map(item => (item.kind === 'refused' ? item.value : undefined))
    expect(a).toMatchObject({ recordingId: 'silent.wav', badge: { code: 'silence' } })
    expect(b?.reason).toContain('6 s')
    expect(c?.reason).toBe('pump.wav: the file is not there')
  })

  it('names the clips that it does not learn from', async () => {
    const twin = path.join(folder, 'twin.wav')
    copyFileSync(path.join(folder, 'normal 3.wav'), twin)
    const silent = path.join(folder, 'silent too.wav')
    writeFileSync(silent, encodeWav16(new Float32Array(SECONDS * 16_000), 16_000))
    // Equal files would be duplicates of one import.
    const [twinClip] = await importClips(compute, [twin], { dataDir, clipLengthS: SECONDS })
    const [silentClip] = await importClips(compute, [silent], { dataDir, clipLengthS: SECONDS })
    if (twinClip === undefined || silentClip === undefined) throw new Error('no clip')
    const { result, items } = await fit([...normals, twinClip, silentClip])
    expect(result.usedClipIds).toEqual(outcome.usedClipIds)
    expect(items).toHaveLength(NORMALS)
    expect(result.excluded).toHaveLength(2)
    expect(result.excluded.find(({ recordingId }) => recordingId === 'twin.wav')).toMatchObject({
      badge: { code: 'identical-normal', params: { fileName: 'normal 3.wav' } },
      reason: 'Sounds exactly like normal 3.wav: it counts once only.'
    })
    expect(result.excluded.find(({ recordingId }) => recordingId === 'silent too.wav')?.badge?.code).toBe(
      'silence'
    )
  })

  it('refuses to learn from too few normals, and says how many are missing', async () => {
    const modelDir = newModelDir()
    const error = await failureOf(fit(normals.slice(0, 3), modelDir))
    expect(error).toMatchObject({ code: 'too-few-normals', details: { have: 3, need: 5, missing: 2 } })
    expect(filesBelow(modelDir)).toEqual([])
  })

  it('refuses degenerate normals by name', async () => {
    const paths = Array.from({ length: 6 }, (_, index) => {
      const filePath = path.join(folder, `dead ${index}.wav`)
      const samples = new Float32Array(SECONDS * 16_000)
      samples[index] = 1 / 32_768
      writeFileSync(filePath, encodeWav16(samples, 16_000))
      return filePath
    })
    const error = await failureOf(fit(await importClips(compute, paths, { dataDir, clipLengthS: SECONDS })))
    expect(error.code).toBe('degenerate-normals')
    expect(error.message).toContain('dead 0.wav: Digital silence')
    expect(error.details.excluded).toHaveLength(6)
  })

  it('answers questions to a model: nearest normal, false alarms at another threshold', async () => {
    const clip = normals[4]
    if (clip === undefined) throw new Error('no clip')
    const ask = { isInteractive: true }
    const own = await compute.run('nearestNormal', { modelDir, clip: asOther(clip) }, ask)
    expect(own).toEqual({ clipId: clip.clipId })
    const other = await compute.run('nearestNormal', { modelDir, clip }, ask)
    expect(other?.clipId).not.toBe(clip.clipId)
    const { threshold, falseAlarms } = outcome
    expect(await compute.run('falseAlarmsAt', { modelDir, threshold }, ask)).toEqual(falseAlarms)
    const lower = await compute.run('falseAlarmsAt', { modelDir, threshold: outcome.monitorLine - 5 }, ask)
    expect(lower.per100).toBeGreaterThan(falseAlarms.per100)
  })

  it('loses only the clip that a system cannot read, and answers the others in their order', async () => {
    const params = { components: 1 }
    const systemDir = newModelDir()
    const input = { ...AUTO_FIT, detector: 'twfr-gmm', params, clips: normals, modelDir: systemDir } as const
    const checkpointDir = path.join(folder, 'checkpoints')
    const cacheDir = path.join(folder, 'systems')
    const { items } = await runCollecting(compute, 'fit', { ...input, checkpointDir, cacheDir })
    // Judged by its cached features, but without the sound that the system needs.
    const clips = normals.map((clip, index) =>
      index === 4 ? { ...clip, audioPath: path.join(folder, 'gone.wav') } : clip
    )
    const progress: string[] = []
    const scored = await runCollecting(
      compute,
      'score',
      { modelDir: systemDir, clips },
      { onProgress: (_, message) => progress.push(message) }
    )
    expect(scored.items.map(({ value }) => value.clipId)).toEqual(normals.map(({ clipId }) => clipId))
    expect(scored.items.filter(({ kind }) => kind === 'refused')).toMatchObject([
      { value: { clipId: normals[4]?.clipId, reason: 'normal 4.wav: the file is not there' } }
    ])
    expect(progress.at(-1)).toBe(`${NORMALS} of ${NORMALS} clips`)
    expect(items).toHaveLength(NORMALS)
  })

  it('fails as a whole when the model is gone or torn', async () => {
    const clips = normals.slice(0, 1)
    const gone = await failureOf(compute.run('score', { modelDir: path.join(folder, 'no model'), clips }))
    expect(gone.code).toBe('not-found')
    const torn = newModelDir()
    for (const file of filesBelow(modelDir)) {
      writeFileSync(path.join(torn, file), readFileSync(path.join(modelDir, file)).subarray(0, 999))
    }
    expect((await failureOf(compute.run('score', { modelDir: torn, clips }))).code).toBe('unreadable')
  })
})
