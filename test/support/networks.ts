import { readFileSync } from 'node:fs'
import type { Tensor, Tf } from '../../electron/ml/engine/types.ts'
import type { NamedVariable, ParameterSet } from '../../electron/ml/layers/parameter-set.ts'

/** Norm and some entries of a tensor, spread by the golden ratio. */
interface Sampled {
  readonly norm: number
  readonly shape: readonly number[]
  readonly entries: readonly number[]
}

/** What PyTorch found in float64; written by test/fixtures/ml/networks/make.py. */
export interface NetworkReference {
  readonly case: string
  /** Names of all tensors, in the order that numbers them for the formula. */
  readonly order: readonly string[]
  /** Seed of the inputs, where it is not 1000. */
  readonly seed?: number
  readonly loss: number
  readonly result: Sampled
  readonly gradients: Readonly<Record<string, Sampled>>
  readonly states: Readonly<Record<string, Sampled>>
}

/** Losses of the autoencoder's first fifty steps, a new batch each. */
export interface TrainingReference {
  /** Step size of Adam. */
  readonly rate: number
  readonly losses: readonly number[]
  /** How far PyTorch's float32 was from these up to each step, relative: Adam blows rounding up. */
  readonly spread: readonly number[]
}

interface Fixture {
  readonly cases: readonly NetworkReference[]
  readonly training: readonly TrainingReference[]
}

const file = new URL('../fixtures/ml/networks/networks.json', import.meta.url)

/** The references. */
export const networkFixture = (): Fixture => JSON.parse(readFileSync(file, 'utf8')) as Fixture

const GOLDEN = 0.6180339887498949

/** Numbers from 0 to 1 that look random, the same as make.py's. */
export const pattern = (count: number, seed: number): Float64Array =>
  Float64Array.from({ length: count }, (_, index) => {
    const phase = ((index + 1) * GOLDEN * (seed + 1)) % 1
    return (phase * phase * 97) % 1
  })

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1)

/** An input from `low` to 1, as make.py's. */
export const patternTensor = (tf: Tf, shape: number[], seed: number, low: number): Tensor =>
  tf.tensor(
    Float32Array.from(pattern(sizeOf(shape), seed), value => low + (1 - low) * value),
    shape
  )

const wave = (turns: number): number => {
  const part = turns % 1
  return 8 * part * (1 - part) - 1
}

/** Waves of make.py's inputs: how often each goes up and down over rows and over columns. */
export const WAVES = {
  spectrogram: [
    [1, 2],
    [3, 1],
    [2, 5],
    [7, 11]
  ],
  spectrum: [
    [3, 0],
    [17, 0],
    [61, 0],
    [211, 0]
  ]
} as const

/** A smooth input of [batch, rows, columns] from `low` (-1 or 0) to 1, as make.py's. */
export const waveTensor = (
  tf: Tf,
  [batch, rows, columns]: readonly [number, number, number],
  seed: number,
  low: number,
  counts: readonly (readonly [number, number])[]
): Tensor => {
  const clips = pattern(batch * 8, seed)
  const values = Float32Array.from({ length: batch * rows * columns }, (_, index) => {
    const [clip, row, column] = [
      Math.floor(index / (rows * columns)),
      Math.floor(index / columns) % rows,
      index % columns
    ]
    let sum = 0
    for (const [part, [down, across]] of counts.entries()) {
      const [strength = 0, phase = 0] = [clips[clip * 8 + part], clips[clip * 8 + 4 + part]]
      sum += ((0.5 + strength) / 4) * wave(down * (row / rows) + across * (column / columns) + phase)
    }
    return low === 0 ? (sum + 1.5) / 3 : sum
  })
  return tf.tensor3d(values, [batch, rows, columns])
}

/** Labels of mixed clips, as make.py's. */
export const softLabels = (tf: Tf, batch: number, classes: number): Tensor => {
  const rows = new Float64Array(batch * classes)
  for (let row = 0; row < batch; row++) {
    for (const [share, shift] of [
      [0.7, 0],
      [0.3, 3]
    ] as const) {
      const at = row * classes + ((row * 7 + shift) % classes)
      rows[at] = (rows[at] ?? 0) + share
    }
  }
  return tf.tensor2d(Float32Array.from(rows), [batch, classes])
}

const firstValues = ({ name, variable: { shape } }: NamedVariable, seed: number): Float32Array => {
  const numbers = pattern(sizeOf(shape), seed)
  const limit = Math.sqrt(3 / sizeOf(shape.slice(0, -1)))
  const isFactor = /\/(scale|variance)$/.test(name)
  return Float32Array.from(numbers, number => {
    const unit = 2 * number - 1
    if (shape.length > 1) return limit * unit
    return isFactor ? 1 + 0.2 * unit : 0.1 * unit
  })
}

/** Sets all variables by the formula; the scale of a loss stays as it is. */
export const setByPattern = (tf: Tf, parameters: ParameterSet, order: readonly string[]): void => {
  const all = [...parameters.trained, ...parameters.states]
  if (all.length !== order.length) throw new Error(`${all.length} variables here, ${order.length} in PyTorch`)
  for (const named of all) {
    const seed = order.indexOf(named.name)
    if (seed < 0) throw new Error(`PyTorch has no ${named.name}`)
    if (named.variable.rank === 0) continue
    tf.tidy(() => named.variable.assign(tf.tensor(firstValues(named, seed), named.variable.shape)))
  }
}

/** Largest relative difference of the norm and of the entries, by max(norm of the reference, 1e-6). */
export const relativeError = (found: ArrayLike<number>, { norm, shape, entries }: Sampled): number => {
  if (found.length !== sizeOf(shape)) return Infinity
  let [difference, reference, square] = [0, 0, 0]
  for (const [index, entry] of entries.entries()) {
    difference += ((found[Math.floor((((index + 1) * GOLDEN) % 1) * found.length)] ?? NaN) - entry) ** 2
    reference += entry ** 2
  }
  for (let index = 0; index < found.length; index++) square += (found[index] ?? NaN) ** 2
  const ofEntries = Math.sqrt(difference) / Math.max(Math.sqrt(reference), 1e-6)
  const ofNorm = Math.abs(Math.sqrt(square) - norm) / Math.max(norm, 1e-6)
  return Number.isNaN(ofEntries + ofNorm) ? Infinity : Math.max(ofEntries, ofNorm)
}
