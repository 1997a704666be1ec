import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openCurve } from '../../../../electron/compute/detector/training-curve.ts'
import type { TrainingPoint } from '../../../../electron/contract/models.ts'
import { temporaryFolder } from '../../../support/compute.ts'

const epoch = (number: number, loss: number, remainingS: number | null = 1) => ({
  ...{ epoch: number, epochs: 3, loss },
  validationLoss: null,
  remainingS
})

describe('the loss curve of a fit', () => {
  const root = temporaryFolder()
  const opened: Awaited<ReturnType<typeof openCurve>>[] = []
  const open = async (name: string, told: TrainingPoint[] = []) => {
    const curve = await openCurve(path.join(root, name), point => told.push(point))
    opened.push(curve)
    return curve
  }
  // Nothing is written any more when the folder goes.
  afterEach(() => Promise.all(opened.splice(0).map(curve => curve.settled())))

  it('goes on where an interrupted training left it, and tells the earlier points again', async () => {
    const first = await open('a')
    first.add(epoch(1, 9))
    await first.settled()
    const told: TrainingPoint[] = []
    const second = await open('a', told)
    expect(told).toEqual([])
    second.add(epoch(2, 8))
    expect(told).toEqual([epoch(1, 9), epoch(2, 8)])
    expect(second.points().map(({ loss }) => loss)).toEqual([9, 8])
  })

  it('says of each point which network it trained, where there are several', async () => {
    const told: TrainingPoint[] = []
    const curve = await open('e', told)
    curve.add({ ...epoch(1, 9), network: 1, networks: 2 })
    curve.add({ ...epoch(2, 8), network: 2, networks: 2 })
    expect(told.map(({ network, networks }) => [network, networks])).toEqual([
      [1, 2],
      [2, 2]
    ])
    expect(curve.points().map(({ network }) => network)).toEqual([1, 2])
  })

  it('begins anew where the training does', async () => {
    const first = await open('b')
    first.add(epoch(1, 9))
    first.add(epoch(2, 8))
    await first.settled()
    const second = await open('b')
    second.add(epoch(1, 7))
    expect(second.points().map(({ loss }) => loss)).toEqual([7])
  })

  it('begins anew where what was left is torn', async () => {
    const first = await open('c')
    first.add(epoch(1, 9))
    await first.settled()
    writeFileSync(path.join(root, 'c', 'curve.json'), '[{"epo')
    const second = await open('c')
    second.add(epoch(2, 8))
    expect(second.points().map(({ loss }) => loss)).toEqual([8])
  })

  it('says nothing of a time that is not finite', async () => {
    const told: TrainingPoint[] = []
    const curve = await open('d', told)
    curve.add(epoch(1, 9, Infinity))
    expect(told[0]?.remainingS).toBeNull()
  })
})
