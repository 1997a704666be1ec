import { describe, expect, it } from 'vitest'
import type { Training } from '../../../electron/contract/models.ts'
import { curveByNetwork, epochsByNetwork, epochsText } from '../../../electron/contract/networks.ts'

const training = (epochs: number, networks?: number[]): Training => ({
  ...{ points: [], epochs, trainedS: 1, budgetS: null },
  ...(networks !== undefined && { networks })
})

describe('the epochs of a version', () => {
  it('are those of each of its networks', () => {
    expect(epochsByNetwork({ detector: 'memcae', training: training(30) })).toEqual([30])
    expect(epochsByNetwork({ detector: 'deeper', training: training(19, [15, 4]) })).toEqual([15, 4])
    expect(epochsByNetwork({ detector: 'auto', training: null })).toEqual([])
  })

  it('are halves of the sum in a deeper fit of an earlier release', () => {
    expect(epochsByNetwork({ detector: 'deeper', training: training(31) })).toEqual([16, 15])
  })

  it.each([
    [[1], '1 epoch'],
    [[30], '30 epochs'],
    [[15, 15], '2 networks, 15 epochs each'],
    [[1, 1], '2 networks, 1 epoch each'],
    [[15, 1], '2 networks, 15 and 1 epochs']
  ])('%j read as %s', (networks, text) => {
    expect(epochsText(networks)).toBe(text)
  })
})

describe('a loss curve', () => {
  const point = (epoch: number, network?: number) => ({
    ...{ epoch, loss: epoch, validationLoss: null },
    ...(network !== undefined && { network })
  })

  it('is one where there is one network', () => {
    expect(curveByNetwork([point(2), point(3)])).toEqual([[point(2), point(3)]])
    expect(curveByNetwork([])).toEqual([])
  })

  it('begins again at 1 with each network', () => {
    const curves = curveByNetwork([point(1, 1), point(2, 1), point(3, 2), point(4, 2)])
    expect(curves.map(curve => curve.map(({ epoch, loss }) => [epoch, loss]))).toEqual([
      [
        [1, 1],
        [2, 2]
      ],
      [
        [1, 3],
        [2, 4]
      ]
    ])
  })
})
