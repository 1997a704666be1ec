import { expect, it } from 'vitest'
import { lossOption } from '../../../../renderer/src/features/model/loss-option.ts'
import type { TokenColours } from '../../../../renderer/src/components/use-token-colours.ts'

const texts = {
  ...{ epoch: 'Round', loss: 'Error', logarithmic: 'Error, logarithmic' },
  ...{ training: 'learned from', validation: 'left out' },
  ofNetwork: (name: string, network: number) => `${name}, network ${network}`
}

/** Names and places of the lines, and the end of the axis. */
const drawn = (networks: readonly (number | undefined)[], epochs: number) => {
  const points = networks.map((network, index) => ({
    ...{ epoch: index + 1, loss: 1, validationLoss: null },
    ...(network !== undefined && { network })
  }))
  const option = lossOption(points, epochs, {} as TokenColours, texts) as {
    readonly series: readonly { readonly name: string; readonly data: readonly number[][] }[]
    readonly xAxis: { readonly max: number }
  }
  return {
    lines: option.series.map(({ name, data }) => [name, data.map(([x]) => x)]),
    end: option.xAxis.max
  }
}

it('draws a line for each network, from its first round on', () => {
  expect(drawn([1, 1, 1, 2, 2], 3)).toEqual({
    lines: [
      ['learned from, network 1', [1, 2, 3]],
      ['learned from, network 2', [1, 2]]
    ],
    end: 3
  })
})

it('draws the whole curve of a version that does not know its networks', () => {
  expect(drawn([undefined, undefined, undefined, undefined], 2)).toEqual({
    lines: [['learned from', [1, 2, 3, 4]]],
    end: 4
  })
})
