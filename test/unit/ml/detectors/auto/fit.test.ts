import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../electron/contract/errors.ts'
import { extractFeatures } from '../../../../../electron/ml/detectors/auto/features.ts'
import { fitAuto } from '../../../../../electron/ml/detectors/auto/fit.ts'
import { loadAuto, saveAuto } from '../../../../../electron/ml/detectors/auto/persist.ts'
import { detectors } from '../../../../../electron/ml/detectors/registry.ts'
import { machineSound, normals } from './synthetic.ts'

const set = { clips: normals(24) }
const fitted = fitAuto(set, { ignoreLevel: false })
const knock = (index: number): number =>
  0.6 * Math.exp(-(index % 3200) / 30) * Math.sin((2 * Math.PI * 3300 * index) / 16_000)
const knocking = extractFeatures(machineSound(99, { extra: knock }))
const louder = extractFeatures(machineSound(98, { gain: 1.5 }))

describe('a fit of 24 normals', () => {
  it('flags impulses and says where and how many', () => {
    const { isFlagged, pValue, reasons, bands, views } = fitted.score(knocking)
    expect(isFlagged).toBe(true)
    expect(pValue).toBe(1 / 25)
    const impulses = reasons.find(reason => reason.code === 'impulses')
    expect(impulses?.params.lowHz).toBeLessThanOrEqual(3300)
    expect(impulses?.params.highHz).toBeGreaterThanOrEqual(3300)
    expect(impulses?.params.count).toBeGreaterThanOrEqual(9)
    expect(impulses?.params.count).toBeLessThanOrEqual(13)
    expect(bands).toHaveLength(64)
    expect(bands.reduce((sum, band) => sum + band, 0)).toBeCloseTo(1, 9)
    expect(views.reduce((sum, view) => sum + view.share, 0)).toBeCloseTo(1, 9)
  })

  it('says by how much a clip is louder, and does not mind with level ignored', () => {
    expect(fitted.score(louder).reasons[0]).toMatchObject({ code: 'louder-than-normal' })
    expect(fitted.score(louder).reasons[0]?.params.db).toBeCloseTo(3.52, 0)
    const unweighted = fitAuto(set, { ignoreLevel: true })
    const { views, reasons } = unweighted.score(louder)
    expect(views.find(view => view.view === 'level')?.share).toBe(0)
    expect(reasons.some(reason => reason.code === 'louder-than-normal')).toBe(false)
    expect(unweighted.score(louder).score).toBeLessThan(fitted.score(louder).score)
  })

  it('keeps the Monitor line at or below the threshold', () => {
    const { threshold, monitorLine } = fitted.model.calibration
    expect(monitorLine).toBeLessThanOrEqual(threshold)
    const scores = set.clips.map(clip => fitted.score(clip.features, { leaveOut: clip.id }))
    expect(scores.some(score => score.isMonitor && score.isFlagged)).toBe(false)
  })

  it('shows clips of the fit with the score of a fit without their block', () => {
    const [first] = set.clips
    if (!first) throw new Error('no clip')
    const shown = fitted.score(first.features, { leaveOut: first.id })
    expect(shown.isHeldOut).toBe(true)
    expect(shown.score).toBe(fitted.model.calibration.blocked[0])
    expect(shown.score).not.toBe(fitted.score(first.features).score)
    const without = set.clips.filter((_, index) => fitted.model.calibration.blocks.ofClip[index] !== 0)
    expect(shown.score).toBe(fitAuto({ clips: without }, { ignoreLevel: false }).score(first.features).score)
  })

  it('finds the most similar normal, and never the clip itself', () => {
    const seventh = set.clips[7]
    if (!seventh) throw new Error('no clip')
    expect(fitted.nearestNormal(seventh.features)).toBe('normal-7')
    expect(fitted.nearestNormal(seventh.features, { leaveOut: 'normal-7' })).not.toBe('normal-7')
  })

  it('never offers a normal that its own held-out score flags', () => {
    const [first, ...others] = set.clips
    if (!first) throw new Error('no clip')
    const withOutlier = fitAuto(
      { clips: [{ ...first, features: knocking }, ...others] },
      { ignoreLevel: false }
    )
    expect(withOutlier.score(knocking, { leaveOut: first.id }).isFlagged).toBe(true)
    const nearest = withOutlier.nearestNormal(knocking)
    expect(nearest).toBeDefined()
    expect(nearest).not.toBe(first.id)
  })

  it('is the same to the bit when repeated, in whatever order the clips come', () => {
    const again = fitAuto({ clips: [...set.clips].reverse() }, { ignoreLevel: false })
    const { isProvisional, calibration } = again.model
    expect(isProvisional).toBe(false)
    expect(calibration).toEqual(fitted.model.calibration)
    expect(saveAuto(fitAuto(set, { ignoreLevel: false }))).toEqual(saveAuto(fitted))
  })

  it('expects fewer false alarms from a higher threshold', () => {
    const { threshold } = fitted.model.calibration
    const here = fitted.expectedFalseAlarms()
    const higher = fitted.expectedFalseAlarms(threshold + 2)
    expect(here.low).toBeLessThanOrEqual(here.per100)
    expect(here.high).toBeGreaterThanOrEqual(here.per100)
    expect(higher.per100).toBeLessThan(here.per100)
    expect(here.newConditionHigh).toBeGreaterThanOrEqual(here.high)
  })

  it('reports progress and stops when cancelled', () => {
    const fractions: number[] = []
    fitAuto(set, { ignoreLevel: false }, { report: fraction => fractions.push(fraction) })
    expect(fractions.at(-1)).toBe(1)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    const signal = AbortSignal.abort(new AppError('cancelled', 'Cancelled'))
    expect(() => fitAuto(set, { ignoreLevel: false }, { signal })).toThrow('Cancelled')
  })
})

describe('a saved model', () => {
  it('gives the same answers to the bit', async () => {
    const saved = detectors.auto.save(await detectors.auto.fit(set, { ignoreLevel: false }))
    const loaded = detectors.auto.load({ json: saved.json, arrays: Uint8Array.from(saved.arrays) })
    expect(loaded.score(knocking)).toEqual(fitted.score(knocking))
    expect(loaded.lane(knocking)).toEqual(fitted.lane(knocking))
    expect(loaded.score(knocking, { leaveOut: 'normal-3' })).toEqual(
      fitted.score(knocking, { leaveOut: 'normal-3' })
    )
    expect(loaded.lane(knocking, { leaveOut: 'normal-3' })).toEqual(
      fitted.lane(knocking, { leaveOut: 'normal-3' })
    )
    expect(loaded.expectedFalseAlarms()).toEqual(fitted.expectedFalseAlarms())
    expect(saveAuto(loaded)).toEqual(saved)
  })

  it.each([
    ['torn numbers', { arrays: (bytes: Uint8Array) => bytes.subarray(8) }, 'unreadable'],
    ['a torn description', { json: (text: string) => text.slice(9) }, 'unreadable'],
    ['another format', { json: (text: string) => text.replace('"format":1', '"format":9') }, 'unsupported'],
    ['another detector', { json: (text: string) => text.replace('"auto"', '"ae-mse"') }, 'unreadable']
  ])('with %s is refused', (_name, spoil, code) => {
    const { json, arrays } = saveAuto(fitted)
    const spoilt = {
      json: 'json' in spoil ? spoil.json(json) : json,
      arrays: 'arrays' in spoil ? spoil.arrays(arrays) : arrays
    }
    expect(() => loadAuto(spoilt)).toThrow(expect.objectContaining({ code }))
  })
})

describe('small and odd sets of normals', () => {
  it('of five give a provisional model with a wide interval', () => {
    const { model, expectedFalseAlarms } = fitAuto({ clips: normals(5) }, { ignoreLevel: false })
    expect(model.isProvisional).toBe(true)
    expect(model.warnings.map(({ code }) => code)).toContain('few-normals')
    expect(expectedFalseAlarms().high).toBeGreaterThan(20)
  })

  it('of four are refused with what is missing', () => {
    expect(() => fitAuto({ clips: normals(4) }, { ignoreLevel: false })).toThrow(
      expect.objectContaining({
        code: 'too-few-normals',
        details: { have: 4, need: 5, missing: 1, excluded: [] }
      })
    )
  })

  it('that are all the same clip are refused by name', () => {
    const [first] = normals(1)
    if (!first) throw new Error('no clip')
    const clips = Array.from({ length: 8 }, (_, index) => ({
      ...first,
      id: `copy-${index}`,
      group: `${index}`
    }))
    const excluded = clips.slice(1).map(({ id }) => ({
      id,
      code: 'identical-normal',
      params: { other: 'copy-0' }
    }))
    expect(() => fitAuto({ clips }, { ignoreLevel: false })).toThrow(
      expect.objectContaining({
        code: 'degenerate-normals',
        details: { have: 1, need: 5, missing: 4, excluded }
      })
    )
  })

  it('of one long recording are fitted with a warning and no promise for new conditions', () => {
    const clips = normals(12).map(clip => ({ ...clip, group: 'one' }))
    const { model, expectedFalseAlarms } = fitAuto({ clips }, { ignoreLevel: false })
    expect(model.isProvisional).toBe(true)
    expect(model.warnings.map(({ code }) => code)).toContain('one-recording')
    expect(expectedFalseAlarms().newConditionHigh).toBeNull()
    expect(Array.from(model.calibration.blocked).every(Number.isFinite)).toBe(true)
  })

  it('with a wandering gain suggest to ignore the level', () => {
    const clips = normals(12).map((clip, index) => ({
      ...clip,
      features: extractFeatures(machineSound(index + 1, { gain: 1 + 0.5 * (index % 3) }))
    }))
    const { model } = fitAuto({ clips }, { ignoreLevel: false })
    expect(model.levelDeviationDb).toBeGreaterThan(1)
    expect(model.warnings.map(({ code }) => code)).toContain('level-varies')
  })

  it('of one-second clips are fitted without a NaN', () => {
    const clips = normals(6, { seconds: 1 })
    const model = fitAuto({ clips }, { ignoreLevel: false })
    const probe = extractFeatures(machineSound(50, { seconds: 1 }))
    expect(Number.isFinite(model.score(probe).score)).toBe(true)
    expect(model.lane(probe).values).toHaveLength(1)
    expect(model.lane(probe).values.every(Number.isFinite)).toBe(true)
  })
})
