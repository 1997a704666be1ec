import { convolution2d, doubling2d } from '../layers/convolution.ts'
import { zeros } from '../layers/initialisers.ts'
import { sequence } from '../layers/layer.ts'
import type { Build, Layer } from '../layers/layer.ts'
import { memory } from '../layers/memory.ts'
import { batchNormalisation } from '../layers/normalisation.ts'
import { createParameterSet } from '../layers/parameter-set.ts'
import { onlyInput } from './network.ts'
import type { Network, NetworkEngine } from './network.ts'

/** Sizes of a memory-augmented convolutional autoencoder. */
export interface MemoryAutoencoderOptions {
  /** Vectors in the memory. */
  readonly slots: number
  /** Numbers of a vector; where it is not the encoder's channels, 1 x 1 convolutions lead there and back. */
  readonly slotSize: number
  /** Filters of the encoder's layers, each of which halves the picture. */
  readonly channels: readonly number[]
}

const CHANNELS = [16, 32, 64, 128] as const

/**
 * The two readings of a report that sets C = 2000 and names neither N nor the layers. A: vectors of 2000 numbers.
 * B, as MemAE: 2000 vectors of the encoder's channels.
 */
export const MEMORY_AUTOENCODER = {
  a: { slots: 100, slotSize: 2000, channels: CHANNELS },
  b: { slots: 2000, slotSize: 128, channels: CHANNELS }
} as const satisfies Record<string, MemoryAutoencoderOptions>

/**
 * MemCAE: 3 x 3 convolutions with stride 2, batch normalisation and ReLU; the memory; transposed convolutions back,
 * the last with a bias and nothing after it. The layers are this project's choice. [batch, frames, bins] to the
 * same; frames and bins are multiples of 2^layers.
 */
export const createMemoryAutoencoder = (
  engine: NetworkEngine,
  seed: number,
  options: MemoryAutoencoderOptions = MEMORY_AUTOENCODER.b
): Network => {
  const parameters = createParameterSet(engine.tf, seed)
  const build: Build = { engine, parameters }
  const layers = sequence(encoder(build, options), middle(build, options), decoder(build, options))
  return {
    parameters,
    forward: (inputs, isTraining) => {
      const x = onlyInput(inputs)
      return engine.tf.reshape(layers(engine.tf.reshape(x, [...x.shape, 1]), isTraining), x.shape)
    }
  }
}

const encoder = (build: Build, { channels }: MemoryAutoencoderOptions): Layer =>
  sequence(
    ...channels.flatMap((count, index): Layer[] => [
      convolution2d(build, `encoder${index + 1}`, {
        size: [3, 3],
        channelsIn: channels[index - 1] ?? 1,
        channelsOut: count,
        stride: [2, 2],
        padding: [1, 1]
      }),
      ...normalised(build, `encoder${index + 1}`, count)
    ])
  )

const middle = (build: Build, { slots, slotSize, channels }: MemoryAutoencoderOptions): Layer => {
  const width = channels.at(-1) ?? 1
  const recall = memory(build, 'memory', slots, slotSize)
  if (slotSize === width) return recall
  const resize = (name: string, channelsIn: number, channelsOut: number): Layer =>
    convolution2d(build, name, { size: [1, 1], channelsIn, channelsOut, stride: [1, 1], padding: [0, 0] })
  return sequence(resize('memory/enter', width, slotSize), recall, resize('memory/leave', slotSize, width))
}

const decoder = (build: Build, { channels }: MemoryAutoencoderOptions): Layer => {
  const back = channels.toReversed()
  const hidden = back
    .slice(1)
    .flatMap((count, index): Layer[] => [
      doubling2d(build, `decoder${index + 1}`, back[index] ?? 1, count),
      ...normalised(build, `decoder${index + 1}`, count)
    ])
  const last = doubling2d(build, 'output', back.at(-1) ?? 1, 1)
  const bias = build.parameters.weight('output/bias', [1], zeros)
  return sequence(...hidden, last, x => build.engine.ops.addBias(x, bias))
}

const normalised = (build: Build, name: string, channels: number): Layer[] => [
  batchNormalisation(build, `${name}/normalise`, channels),
  x => build.engine.ops.relu(x)
]
