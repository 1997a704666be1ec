import { expect, it } from 'vitest'
import { demoTable } from '../../../electron/cli/demo-table.ts'

const judged = (
  fault: string | null,
  faultLevelDb: number | null,
  isFlagged: boolean,
  isHeldOut = false
) => ({
  sample: { file: 'x.wav', fault, faultLevelDb },
  recording: { isFlagged, isHeldOut }
})

it('counts each fault at each level, and only the normals that were not learned from', () => {
  const { text, counts } = demoTable([
    judged('air-leak', 0, true),
    judged('air-leak', -6, true),
    judged('air-leak', -6, false),
    judged(null, null, false),
    judged(null, null, true),
    judged(null, null, true, true)
  ])
  expect(text).toContain('| −6 dB | 0 dB |')
  expect(text).toContain('| air leak | 1 of 2 | 1 of 1 |')
  expect(text).toContain('Normal recordings that were not learned from: 1 of 2 flagged.')
  expect(counts.at(-1)).toEqual({ fault: null, faultLevelDb: null, flagged: 1, of: 2 })
})
