import { describe, expect, it } from 'vitest'
import { provisionalRemark, trainedText } from '../../../electron/cli/fit-remarks.ts'

describe('the remark on a provisional threshold', () => {
  it('says how many held-out scores stand behind it, and how many normals', () => {
    expect(provisionalRemark(4, 22)).toBe(
      'Provisional: the threshold rests on 4 held-out clips, of 22 normal recordings; it is firm from 20 held-out clips of 10 recordings on.'
    )
    expect(provisionalRemark(1, 1)).toContain('1 held-out clip, of 1 normal recording;')
  })
})

describe('the epochs trained', () => {
  it.each([
    [[5], 100, 12, '5 of 100 epochs, ended by the time limit of 0.2 minutes'],
    [[1], 30, 60, '1 of 30 epochs, ended by the time limit of 1 minute'],
    [[5, 4], 30, 90, '2 networks, 5 and 4 of 30 epochs, ended by the time limit of 1.5 minutes'],
    [[5, 5], 30, 90, '2 networks, 5 of 30 epochs each, ended by the time limit of 1.5 minutes']
  ])('%j of %i within %i s are said to be cut', (networks, asked, budgetS, text) => {
    expect(trainedText(networks, asked, budgetS)).toBe(text)
  })

  it.each([
    [[100], 100, 12],
    [[100], 100, null],
    [[5], null, 12]
  ])('%j of %j within %j s are just counted', (networks, asked, budgetS) => {
    expect(trainedText(networks, asked, budgetS)).toBe(`${networks[0] ?? 0} epochs`)
  })
})
