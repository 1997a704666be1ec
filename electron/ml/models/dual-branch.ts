import { attention1d } from '../layers/attention.ts'
import { convolution2d } from '../layers/convolution.ts'
import { projection } from '../layers/dense.ts'
import { sequence } from '../layers/layer.ts'
import type { Build, Layer } from '../layers/layer.ts'
import { batchNormalisation } from '../layers/normalisation.ts'
import { createParameterSet } from '../layers/parameter-set.ts'
import { maxPool2d } from '../layers/pooling.ts'
import { residualBlock } from '../layers/residual.ts'
import { stridedConvolution, stridedLength } from '../layers/strided-convolution.ts'
import type { Network, NetworkEngine } from './network.ts'

/** Sizes of the dual-branch network's inputs and layers. */
export interface DualBranchOptions {
  /** Frames and bins of the spectrogram. */
  readonly frames: number
  readonly bins: number
  /** Bins of the spectrum of the whole clip. */
  readonly spectrumBins: number
  /** Factor on the number of filters and units: 1, or 0.25 for the reduced network. */
  readonly width: number
}

/** 10 s at 16 kHz: STFT 1024/512 without centring, 200 to 8000 Hz, and the spectrum of all samples. */
export const DUAL_BRANCH: DualBranchOptions = { frames: 311, bins: 500, spectrumBins: 80_000, width: 1 }

/** 1 s and a quarter of the width: for tests, and for engines without a graphics card. */
export const REDUCED_DUAL_BRANCH: DualBranchOptions = {
  frames: 30,
  bins: 500,
  spectrumBins: 8_000,
  width: 0.25
}

const STRIDED = [
  { size: 256, stride: 64 },
  { size: 64, stride: 32 },
  { size: 16, stride: 4 }
] as const
const DENSE_LAYERS = 4
const STAGES = [16, 32, 64, 128] as const
const UNITS = 128
const TIME_POOL = 10

/**
 * The dual-branch network of Midea's submissions: Wilkinghoff's (Design choices for learning embeddings from
 * auxiliary tasks, ICASSP 2023) with attention in both branches and no biases. Inputs: spectrogram [batch, frames,
 * bins], magnitudes less their mean over time; spectrum [batch, bins], magnitudes. Result: embedding [batch,
 * 256·width].
 */
export const createDualBranch = (
  engine: NetworkEngine,
  seed: number,
  options: DualBranchOptions = DUAL_BRANCH
): Network => {
  const parameters = createParameterSet(engine.tf, seed)
  const build: Build = { engine, parameters }
  const spectrogramBranch = createSpectrogramBranch(build, options)
  const spectrumBranch = createSpectrumBranch(build, options)
  return {
    parameters,
    forward: (inputs, isTraining) => {
      const [spectrogram, spectrum] = inputs
      if (spectrogram === undefined || spectrum === undefined) {
        throw new Error('The network takes a spectrogram and a spectrum')
      }
      return engine.tf.concat(
        [spectrogramBranch(spectrogram, isTraining), spectrumBranch(spectrum, isTraining)],
        1
      )
    }
  }
}

/** Numbers of an embedding. */
export const embeddingSize = ({ width }: DualBranchOptions): number => 2 * scaled(UNITS, width)

const scaled = (count: number, width: number): number => Math.max(1, Math.round(count * width))

const createSpectrumBranch = (build: Build, { spectrumBins, width }: DualBranchOptions): Layer => {
  const { tf, ops } = build.engine
  const units = scaled(UNITS, width)
  const relu: Layer = x => ops.relu(x)
  const flatten: Layer = x => tf.reshape(x, [x.shape[0] ?? 0, -1])
  const convolutions = STRIDED.flatMap(({ size, stride }, index): Layer[] => [
    stridedConvolution(build, `spectrum/convolve${index + 1}`, {
      size,
      stride,
      channelsIn: index === 0 ? 1 : units,
      channelsOut: units
    }),
    relu,
    attention1d(build, `spectrum/attend${index + 1}`, units)
  ])
  const length = STRIDED.reduce((rest, { stride }) => stridedLength(rest, stride), spectrumBins)
  const dense = Array.from({ length: DENSE_LAYERS }, (_, index): Layer[] => [
    projection(build, `spectrum/dense${index + 1}`, index === 0 ? length * units : units, units),
    batchNormalisation(build, `spectrum/dense${index + 1}/normalise`, units),
    relu
  ]).flat()
  const layers = sequence(
    ...convolutions,
    flatten,
    ...dense,
    projection(build, 'spectrum/output', units, units)
  )
  return (x, isTraining) => layers(tf.reshape(x, [...x.shape, 1]), isTraining)
}

const createSpectrogramBranch = (build: Build, { frames, bins, width }: DualBranchOptions): Layer => {
  const { tf, ops } = build.engine
  const stages = STAGES.map(count => scaled(count, width))
  const [stem = 1] = stages
  const last = stages.at(-1) ?? 1
  const relu: Layer = x => ops.relu(x)
  const pool = maxPool2d(build, [TIME_POOL, 1], [TIME_POOL, 1], 'same')
  const layers = sequence(
    normaliseBins(build, bins),
    convolution2d(build, 'spectrogram/stem', {
      size: [7, 7],
      channelsIn: 1,
      channelsOut: stem,
      stride: [2, 2],
      padding: [3, 3]
    }),
    batchNormalisation(build, 'spectrogram/stem/normalise', stem),
    relu,
    maxPool2d(build, [3, 3], [2, 2], 'valid'),
    ...stages.flatMap((count, index) => [
      residualBlock(build, `spectrogram/stage${index + 1}/block1`, {
        channelsIn: stages[index - 1] ?? stem,
        channelsOut: count,
        stride: index === 0 ? 1 : 2
      }),
      residualBlock(build, `spectrogram/stage${index + 1}/block2`, {
        channelsIn: count,
        channelsOut: count,
        stride: 1
      })
    ]),
    pool,
    x => tf.reshape(x, [x.shape[0] ?? 0, -1])
  )
  const flat = flatLength(frames, TIME_POOL) * flatLength(bins, 1) * last
  const normalise = batchNormalisation(build, 'spectrogram/flat/normalise', flat)
  const output = projection(build, 'spectrogram/output', flat, scaled(UNITS, width))
  return (x, isTraining) => output(normalise(layers(x, isTraining), isTraining), isTraining)
}

/** Normalises each frequency bin over batch and time: [batch, frames, bins] to [batch, frames, bins, 1]. */
const normaliseBins = (build: Build, bins: number): Layer => {
  const normalise = batchNormalisation(build, 'spectrogram/bins/normalise', bins)
  return (x, isTraining) => build.engine.tf.reshape(normalise(x, isTraining), [...x.shape, 1])
}

/** Rows or columns after the stem (stride 2, padded), its pool (3/2, not padded), three halvings and a last pool. */
const flatLength = (length: number, lastPool: number): number => {
  const stem = Math.floor((length - 1) / 2) + 1
  const pooled = Math.floor((stem - 3) / 2) + 1
  const halved = [2, 2, 2].reduce((rest, step) => Math.ceil(rest / step), pooled)
  return Math.ceil(halved / lastPool)
}
