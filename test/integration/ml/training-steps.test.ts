import { describe, expect, it } from 'vitest'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import type { Tensor } from '../../../electron/ml/engine/types.ts'
import { readNamedArrays } from '../../../electron/ml/layers/named-arrays.ts'
import { createAutoencoder } from '../../../electron/ml/models/autoencoder.ts'
import { createScorer } from '../../../electron/ml/training/scorer.ts'
import { createTrainer } from '../../../electron/ml/training/trainer.ts'
import type { Trainer } from '../../../electron/ml/training/trainer.ts'
import { adamChange, relativeDistance } from '../../support/adam.ts'
import { networkCase } from '../../support/network-cases.ts'
import type { NetworkCase } from '../../support/network-cases.ts'
import { networkFixture, patternTensor, setByPattern } from '../../support/networks.ts'
import { present, smallTraining } from '../../support/small-training.ts'

describe.skipIf(!isTensorflowInstalled())(
  'steps of a training [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    const { engine, network: smallNetwork, trainerOf } = smallTraining()

    it.each(networkFixture().training)(
      "follows the official autoencoder's first fifty losses in PyTorch (step size $rate)",
      async ({ rate, losses, spread }) => {
        const order = networkFixture().cases.find(reference => reference.case === 'ae')?.order ?? []
        const { tf } = engine()
        const network = createAutoencoder(engine(), 1)
        // The official network has biases that its batch normalisation takes away: they count for the formula.
        setByPattern(tf, network.parameters, order)
        const trainer = trainerOf(network, { learningRate: rate })
        for (const [step, wanted] of losses.entries()) {
          const x = patternTensor(tf, [64, 640], 2000 + step, -1)
          const error = Math.abs((await trainer.step([x])) / wanted - 1)
          // At the official step size PyTorch's float32 misses its own float64 by a hundredth after forty steps.
          expect(error).toBeLessThan(1e-4 + 3 * (spread[step] ?? NaN))
          x.dispose()
        }
        expect(trainer.kind()).toBe('graph')
        trainer.dispose()
        network.parameters.dispose()
      }
    )

    // Rounding of single sums becomes a thousandth of the loss within a few steps, because Adam moves a weight whose
    // gradient is nothing but rounding by the whole step size. So each step is compared from the same numbers.
    it.each(networkFixture().cases.filter(({ case: name }) => !/\d s$/.test(name)))(
      'takes each step as one graph as it does operation by operation ($case)',
      async reference => {
        const rate = 1e-3
        const [graph, eager] = (['graph', 'eager'] as const).map(kind => {
          const network = networkCase(engine(), reference)
          const trainer = createTrainer(engine(), {
            parameters: network.parameters,
            loss: batch => network.forward(batch).loss,
            learningRate: rate,
            weightDecay: 1e-5,
            useGraph: kind === 'graph'
          })
          return { kind, network, trainer }
        }) as [Contestant, Contestant]
        const losses: number[] = []
        for (let step = 1; step <= 3; step++) {
          const before = await graph.trainer.save()
          if (step > 1) eager.trainer.restore(before)
          const found = await graph.trainer.step(graph.network.inputs)
          const wanted = await eager.trainer.step(eager.network.inputs)
          losses.push(found)
          expect(Math.abs(found / wanted - 1)).toBeLessThan(1e-5)
          const first = readNamedArrays(before)
          const [byGraph, byEager] = [await graph.trainer.save(), await eager.trainer.save()].map(
            readNamedArrays
          ) as [NamedArrays, NamedArrays]
          // The references are away from kinks of ReLU and of maxima; later steps may come upon one.
          const tolerance = step === 1 ? 1e-4 : 1e-2
          expect(otherThan(graph.network, byGraph, byEager, tolerance)).toEqual([])
          for (const after of [byGraph, byEager]) {
            expect(notByAdam(graph.network, first, after, step, rate)).toEqual([])
          }
        }
        expect(losses.at(-1)).toBeLessThan(losses[0] ?? NaN)
        for (const { kind, network, trainer } of [graph, eager]) {
          expect(trainer.kind()).toBe(kind)
          trainer.dispose()
          network.dispose()
        }
      }
    )

    it('scores the same as one graph and operation by operation, and takes new parameters when refreshed', async () => {
      const { tf } = engine()
      const network = smallNetwork()
      const { parameters } = network
      const work = ([x]: readonly Tensor[]): Tensor[] => [network.forward([present(x)], false)]
      const graph = createScorer(engine(), { parameters, work })
      const eager = createScorer(engine(), { parameters, work, useGraph: false })
      const x = patternTensor(tf, [8, 12], 1, -1)
      const values = async (results: Tensor[]): Promise<number[]> => {
        const [result] = results
        const found = [...(await present(result).data())]
        tf.dispose(results)
        return found
      }
      const first = await values(graph.run([x]))
      for (const [at, value] of (await values(eager.run([x]))).entries())
        expect(first[at]).toBeCloseTo(value, 5)
      const trainer = trainerOf(network)
      await trainer.step([x])
      graph.refresh()
      const second = await values(graph.run([x]))
      expect(second).not.toEqual(first)
      for (const [at, value] of (await values(eager.run([x]))).entries())
        expect(second[at]).toBeCloseTo(value, 5)
      trainer.dispose()
      graph.dispose()
      eager.dispose()
      parameters.dispose()
      x.dispose()
    })
  }
)

interface Contestant {
  readonly kind: 'graph' | 'eager'
  readonly network: NetworkCase
  readonly trainer: Trainer
}

type NamedArrays = ReturnType<typeof readNamedArrays>

const arrayOf = (arrays: NamedArrays, name: string): Float32Array => arrays.get(name) ?? new Float32Array()

/** Moments and running averages that differ by more than the tolerance, with the difference. */
const otherThan = (
  { parameters: { trained, states } }: NetworkCase,
  found: NamedArrays,
  wanted: NamedArrays,
  tolerance: number
): [string, number][] =>
  [...states.map(({ name }) => name), ...trained.flatMap(({ name }) => [`${name}#first`, `${name}#second`])]
    .map((name): [string, number] => [
      name,
      relativeDistance(arrayOf(found, name), arrayOf(wanted, name), 1e-6)
    ])
    .filter(([, distance]) => !(distance <= tolerance))

/** Parameters that changed otherwise than Adam says, with the difference; float32 rounds them to 1e-7. */
const notByAdam = (
  { parameters: { trained } }: NetworkCase,
  before: NamedArrays,
  after: NamedArrays,
  step: number,
  rate: number
): [string, number][] =>
  trained
    .map(({ name }): [string, number] => {
      const [from, to] = [arrayOf(before, name), arrayOf(after, name)]
      const moments = { first: arrayOf(after, `${name}#first`), second: arrayOf(after, `${name}#second`) }
      const change = Float64Array.from(to, (value, index) => value - (from[index] ?? NaN))
      return [name, relativeDistance(change, adamChange(moments, step, rate), 1e-9)]
    })
    .filter(([, distance]) => !(distance <= 2e-3))
