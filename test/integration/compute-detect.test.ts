import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'
import type { DetectFile, DetectInput, DetectItem } from '../../electron/contract/compute.ts'
import { computeForTests, failureOf, filesBelow, runCollecting, temporaryFolder } from '../support/compute.ts'
import { dataPath, describeWithData } from '../support/data.ts'
import { SLIDER } from '../support/slider-clips.ts'
import { idleTimeOf } from '../support/timing.ts'
import { noise, writeNoiseWav } from '../support/wav-files.ts'

const compute = computeForTests()
const folder = temporaryFolder()

const filesIn = (base: string): DetectFile[] =>
  filesBelow(base).map(file => ({ file, path: path.join(base, file) }))

const inputFor = (
  normals: readonly DetectFile[],
  tests: readonly DetectFile[],
  change: Partial<DetectInput> = {}
): DetectInput => ({
  detector: 'auto',
  ignoreLevel: false,
  channel: 1,
  clipLengthS: null,
  seed: 1,
  params: {},
  budgetS: null,
  normals,
  tests,
  ...change
})

const scoreOf = (items: readonly DetectItem[], file: string): Extract<DetectItem, { kind: 'score' }> => {
  const item = items.find(candidate => candidate.file === file)
  if (item?.kind !== 'score') throw new Error(`${file} has no score: ${JSON.stringify(item)}`)
  return item
}

describeWithData(SLIDER, 'detect on the slide rail', () => {
  // The bar is 6 s; tests assert three times the bars.
  const MOST_MS = 3 * 6000

  const withLevel = ['with overall level', false, 'first-shot-scores.csv'] as const
  const withoutLevel = ['without overall level', true, 'first-shot-scores-no-level.csv'] as const
  // The scores without level are those of the reference in test/unit, too.
  it.each(process.env.EARSHOT_TEST_LONG === '1' ? [withLevel, withoutLevel] : [withLevel])(
    'gives the reference scores and flags %s, in time',
    async (_, ignoreLevel, reference) => {
      const input = inputFor(filesIn(dataPath(SLIDER, 'train')), filesIn(dataPath(SLIDER, 'test')), {
        ignoreLevel
      })
      const items: DetectItem[] = []
      let result: unknown
      const elapsedMs = await idleTimeOf(async () => {
        result = await compute.run('detect', input, { onItem: item => items.push(item) })
      })
      expect(result).toEqual({
        clipLengthS: 10,
        normals: 75,
        heldOut: 75,
        isProvisional: false,
        epochs: null,
        epochsAsked: null,
        engine: null,
        notes: []
      })
      const rows = readFileSync(dataPath(SLIDER, reference), 'utf8').trim().split('\n').slice(1)
      expect(items.map(item => item.file)).toEqual(rows.map(row => row.split(',')[0]))
      for (const row of rows) {
        const [file = '', score, flagged] = row.split(',')
        const item = scoreOf(items, file)
        const expected = Number(score)
        expect(Math.abs(item.score - expected), file).toBeLessThanOrEqual(
          1e-4 * Math.max(1, Math.abs(expected))
        )
        expect(item.isFlagged, file).toBe(flagged === '1')
      }
      expect(elapsedMs).toBeLessThan(MOST_MS)
    }
  )
})

describe('detect', () => {
  const normalDir = path.join(folder, 'normal')
  const testDir = path.join(folder, 'test')
  for (let index = 0; index < 8; index++) {
    writeNoiseWav(path.join(normalDir, `${index}.wav`), index, { seconds: 2 })
  }
  writeNoiseWav(path.join(testDir, 'b/same.wav'), 50, { seconds: 2 })
  writeNoiseWav(path.join(testDir, 'a loud.wav'), 51, { seconds: 2, amplitude: 0.4 })
  writeNoiseWav(path.join(testDir, 'c short.wav'), 52, { seconds: 1.5 })
  writeFileSync(path.join(testDir, 'd broken.wav'), 'no sound')
  writeFileSync(path.join(testDir, 'e silent.wav'), encodeWav16(new Float32Array(32_000), 16_000))
  const long = noise(53, { seconds: 7 })
  for (let index = 2.6 * 32_000; index < 2.7 * 32_000; index++) long[index] = index % 4 < 2 ? 0.5 : -0.5
  writeFileSync(path.join(testDir, 'f long.wav'), encodeWav16(long, 16_000))

  let before: string[]
  let detected: { readonly items: readonly DetectItem[]; readonly result: unknown }
  beforeAll(async () => {
    before = filesBelow(folder)
    detected = await runCollecting(compute, 'detect', inputFor(filesIn(normalDir), filesIn(testDir)))
  })

  it('scores, refuses and names files in the order of their paths, and writes nothing', () => {
    const { items, result } = detected
    expect(result).toEqual({
      clipLengthS: 2,
      normals: 8,
      heldOut: 8,
      isProvisional: true,
      epochs: null,
      epochsAsked: null,
      engine: null,
      notes: []
    })
    expect(items.map(({ file, kind }) => `${file}: ${kind}`)).toEqual([
      'a loud.wav: score',
      'b/same.wav: score',
      'c short.wav: refused',
      'd broken.wav: failed',
      'e silent.wav: refused',
      'f long.wav: score'
    ])
    expect(scoreOf(items, 'a loud.wav').isFlagged).toBe(true)
    expect(scoreOf(items, 'b/same.wav').isFlagged).toBe(false)
    const reasons = items.flatMap(item => (item.kind === 'score' ? [] : [item.reason]))
    expect(reasons[0]).toBe('it is 1.5 s long, shorter than a clip of 2 s')
    expect(reasons[1]).not.toContain('d broken.wav')
    expect(reasons[2]).toContain('silence')
    expect(filesBelow(folder)).toEqual(before)
  })

  it('gives a recording of several clips its highest', async () => {
    const { items } = detected
    const third = path.join(folder, 'third clip.wav')
    writeFileSync(third, encodeWav16(long.slice(4 * 16_000, 6 * 16_000), 16_000))
    const alone = await runCollecting(
      compute,
      'detect',
      inputFor(filesIn(normalDir), [{ file: 'third', path: third }])
    )
    expect(scoreOf(items, 'f long.wav').score).toBeCloseTo(scoreOf(alone.items, 'third').score, 9)
    expect(scoreOf(items, 'f long.wav').isFlagged).toBe(true)
  })

  it('gives the same answers whatever the order of the input, and with one length asked for', async () => {
    const straight = inputFor(filesIn(normalDir), filesIn(testDir))
    const turned = inputFor(straight.normals.toReversed(), straight.tests.toReversed(), { clipLengthS: 2 })
    expect(await runCollecting(compute, 'detect', turned)).toEqual(detected)
  })

  it('names normals that it does not learn from, apart from tests of the same name', async () => {
    const broken = path.join(folder, 'broken.wav')
    writeFileSync(broken, 'no sound')
    const twin = { file: 'twin.wav', path: path.join(normalDir, '3.wav') }
    const short = { file: 'short.wav', path: path.join(testDir, 'c short.wav') }
    const normals = [...filesIn(normalDir), twin, short, { file: 'broken.wav', path: broken }]
    const { items, result } = await runCollecting(compute, 'detect', inputFor(normals, filesIn(testDir)))
    expect(result.normals).toBe(8)
    const named = items.flatMap(item =>
      item.kind !== 'score' && item.isNormal ? [[item.file, item.reason]] : []
    )
    expect(named.map(([file]) => file)).toEqual(['broken.wav', 'short.wav', 'twin.wav'])
    expect(named[2]?.[1]).toContain('3.wav')
    expect(items.filter(item => item.kind === 'score')).toHaveLength(3)
  })

  it('refuses too few, unreadable and degenerate normals', async () => {
    const tests = filesIn(testDir)
    const few = await failureOf(compute.run('detect', inputFor(filesIn(normalDir).slice(0, 4), tests)))
    expect(few).toMatchObject({ code: 'too-few-normals', details: { have: 4, need: 5 } })
    expect((await failureOf(compute.run('detect', inputFor([], tests)))).code).toBe('too-few-normals')
    const broken = readdirSync(testDir)
      .filter(file => file.startsWith('d'))
      .map(file => ({ file, path: path.join(testDir, file) }))
    expect((await failureOf(compute.run('detect', inputFor(broken, tests)))).code).toBe('too-few-normals')
    const same = Array.from({ length: 9 }, (_, index) => ({
      file: `${index}.wav`,
      path: path.join(normalDir, '0.wav')
    }))
    expect((await failureOf(compute.run('detect', inputFor(same, tests)))).code).toBe('degenerate-normals')
  })

  it('ends when it is cancelled', async () => {
    const controller = new AbortController()
    // Enough work that it cannot be over before the cancel arrives.
    const many = Array.from({ length: 300 }, (_, index) => ({
      file: `${index}.wav`,
      path: path.join(testDir, 'f long.wav')
    }))
    const error = await failureOf(
      compute.run('detect', inputFor(filesIn(normalDir), many), {
        signal: controller.signal,
        onProgress: () => controller.abort()
      })
    )
    expect(error.code).toBe('cancelled')
  })
})
