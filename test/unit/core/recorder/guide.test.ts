import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RECIPE } from '../../../../electron/ml/detectors/auto/parameters.ts'
import { openTestCore, type TestCore } from '../../../support/core.ts'

describe('the guide to a first fit', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
  })
  afterEach(() => test.close())

  it('says what is missing from nothing on', async () => {
    const { id: machineId } = await test.call('machines.create', { name: 'Fan' })
    expect(await test.call('recorder.guide', { machineId })).toEqual({
      clipLengthS: null,
      normals: 0,
      clips: 0,
      learnedS: 0,
      provisionalClips: 5,
      fullClips: RECIPE.settledNormals,
      missingForProvisional: 5,
      missingForFull: RECIPE.settledNormals,
      conditions: [],
      days: [],
      sessions: 0,
      levelDeviationDb: null,
      suggestsIgnoreLevel: false,
      excluded: 0,
      excludedFor: []
    })
  })

  it("counts conditions, days by the machine's clocks and sessions, and names conditions without normals", async () => {
    const machine = await test.call('machines.create', { name: 'Fan', timeZone: 'Asia/Tokyo' })
    const files = [
      ['normal/n_20260101_080000.wav', '1'],
      ['normal/n_20260101_090000.wav', '1'],
      ['normal/n_20260101_235900.wav', '2'],
      ['later/x_20260102_080000.wav', '3']
    ] as const
    for (const [name, load] of files) {
      const file = await test.write(name, { levelDb: name.includes('235900') ? -26 : -30 })
      await test.import(machine, [file], {
        attributes: { load },
        label: name.startsWith('normal') ? 'normal' : 'unknown'
      })
    }
    await test.import(machine, [await test.write('short.wav', { durationS: 1 })], { label: 'normal' })
    const guide = await test.call('recorder.guide', { machineId: machine.id })
    expect(guide).toMatchObject({
      normals: 3,
      clips: 3,
      missingForProvisional: 2,
      missingForFull: 17,
      sessions: 2
    })
    expect(guide.conditions.map(({ name, normals, recordings }) => [name, normals, recordings])).toEqual([
      ['load 1', 2, 2],
      ['load 2', 1, 1],
      ['load 3', 0, 1]
    ])
    expect(guide.days).toEqual([{ day: '2026-01-01', recordings: 3 }])
    expect(guide).toMatchObject({
      excluded: 1,
      excludedFor: [{ badge: 'too-short', recordings: 1 }],
      suggestsIgnoreLevel: true
    })
  })
})
