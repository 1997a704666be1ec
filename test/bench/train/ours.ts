import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openEngine } from '../../../electron/ml/engine/engine.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import type { Tensor } from '../../../electron/ml/engine/types.ts'
import { logMelBatch } from '../../../electron/ml/features/log-mel.ts'
import { createParameterSet } from '../../../electron/ml/layers/parameter-set.ts'
import type { ParameterSet } from '../../../electron/ml/layers/parameter-set.ts'
import { oneHot } from '../../../electron/ml/losses/labels.ts'
import { meanSquaredError } from '../../../electron/ml/losses/mean-squared-error.ts'
import { twoHeads } from '../../../electron/ml/losses/two-heads.ts'
import { createAutoencoder } from '../../../electron/ml/models/autoencoder.ts'
import { createDualBranch, DUAL_BRANCH, embeddingSize } from '../../../electron/ml/models/dual-branch.ts'
import { createMemoryAutoencoder } from '../../../electron/ml/models/memory-autoencoder.ts'
import type { Network } from '../../../electron/ml/models/network.ts'
import { createScorer } from '../../../electron/ml/training/scorer.ts'
import { createTrainer } from '../../../electron/ml/training/trainer.ts'

// Our side of `npm run bench -- train`: the protocol and the workloads are those of test/bench/peer/train.py.

const [JOINT, MACHINES, SUB_CLUSTERS] = [67, 7, 16]

interface Case {
  readonly parameters: ParameterSet
  readonly inputs: readonly Tensor[]
  readonly loss: (batch: readonly Tensor[]) => Tensor
  readonly work: (batch: readonly Tensor[]) => Tensor[]
}

const reconstruction = (engine: Engine, { parameters, forward }: Network, input: Tensor): Case => ({
  parameters,
  inputs: [input],
  loss: batch => meanSquaredError(engine, forward(batch, true), batch[0] ?? input),
  work: batch => [forward(batch, false)]
})

const dualBranch = (engine: Engine, batch: number): Case => {
  const { tf } = engine
  const { parameters, forward } = createDualBranch(engine, 1)
  const heads = twoHeads(
    { engine, parameters },
    {
      ...{ jointClasses: JOINT, machineClasses: MACHINES, subClusters: SUB_CLUSTERS },
      ...{ embedding: embeddingSize(DUAL_BRANCH), trainableCentres: true, dynamic: true }
    }
  )
  const labels = (classes: number): Tensor =>
    tf.tensor2d(
      oneHot(
        Array.from({ length: batch }, (_, index) => (index * 7) % classes),
        classes
      ),
      [batch, classes]
    )
  return {
    parameters,
    inputs: [
      tf.randomNormal([batch, DUAL_BRANCH.frames, DUAL_BRANCH.bins]),
      tf.abs(tf.randomNormal([batch, DUAL_BRANCH.spectrumBins])),
      labels(JOINT),
      labels(MACHINES)
    ],
    loss: given => {
      const [, , joint, machine] = given
      if (joint === undefined || machine === undefined) throw new Error('Labels are missing')
      return heads(forward(given.slice(0, 2), true), joint, machine, true)
    },
    work: given => [forward(given.slice(0, 2), false)]
  }
}

const caseOf = (engine: Engine, workload: string, batch: number): Case => {
  const { tf } = engine
  if (workload === 'ae')
    return reconstruction(engine, createAutoencoder(engine, 1), tf.randomNormal([batch, 640]))
  if (workload === 'memcae') {
    return reconstruction(
      engine,
      createMemoryAutoencoder(engine, 1),
      tf.abs(tf.randomNormal([batch, 1248, 256]))
    )
  }
  if (workload === 'dual-branch') return dualBranch(engine, batch)
  return {
    parameters: createParameterSet(tf, 1),
    inputs: [tf.randomNormal([batch, 160_000])],
    loss: () => tf.scalar(NaN),
    work: given => given.map(waveforms => logMelBatch(engine, waveforms))
  }
}

const stepOf = (
  engine: Engine,
  { parameters, inputs, loss, work }: Case,
  mode: string
): (() => Promise<unknown>) => {
  if (mode === 'train') {
    const trainer = createTrainer(engine, { parameters, loss, learningRate: 1e-3 })
    return () => trainer.step(inputs)
  }
  const scorer = createScorer(engine, { parameters, work })
  return async () => {
    const results = scorer.run(inputs)
    for (const result of results) await result.data()
    engine.tf.dispose(results)
  }
}

const peakMb = (): number => {
  const [, kilobytes = NaN] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

const [workload = '', batch = '1', mode = '', threads = '1'] = process.argv.slice(2)
const engine = await openEngine({ threads: Number(threads) })
const step = stepOf(engine, caseOf(engine, workload, Number(batch)), mode)
const measure = async (steps: number): Promise<void> => {
  const [cpu, startedMs] = [process.cpuUsage(), performance.now()]
  for (let count = 0; count < steps; count++) await step()
  const { user, system } = process.cpuUsage(cpu)
  const wallMs = (performance.now() - startedMs) / steps
  console.log(JSON.stringify({ cpuMs: (user + system) / 1000 / steps, wallMs, peakMb: peakMb() }))
}
await step()
await step()
console.log(JSON.stringify({ isReady: true }))
for await (const line of createInterface({ input: process.stdin })) await measure(Number(line))
