import type { RandomSource } from '../random.ts'

/** First values of a variable of some shape. */
export type Initialiser = (shape: readonly number[], random: RandomSource) => Float32Array

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1)

/** Numbers that feed one output and that one input feeds: [in, out] or [rows, columns, in, out]. */
const fans = (shape: readonly number[]): readonly [number, number] => {
  const field = sizeOf(shape.slice(0, -2))
  return [field * (shape.at(-2) ?? 1), field * (shape.at(-1) ?? 1)]
}

/** The same number everywhere. */
export const constant =
  (value: number): Initialiser =>
  shape =>
    new Float32Array(sizeOf(shape)).fill(value)

export const zeros: Initialiser = constant(0)
export const ones: Initialiser = constant(1)

/** Uniform within ±limit. */
export const uniform =
  (limit: number): Initialiser =>
  (shape, random) =>
    Float32Array.from({ length: sizeOf(shape) }, () => limit * (2 * random.uniform() - 1))

/** Normal with mean 0. */
export const normal =
  (deviation: number): Initialiser =>
  (shape, random) =>
    Float32Array.from({ length: sizeOf(shape) }, () => deviation * random.normal())

/** Keras' default: uniform within √(6 / (fan in + fan out)) (Glorot and Bengio 2010). */
export const glorotUniform: Initialiser = (shape, random) => {
  const [fanIn, fanOut] = fans(shape)
  return uniform(Math.sqrt(6 / (fanIn + fanOut)))(shape, random)
}

/** PyTorch's default for weights and biases: uniform within 1/√(fan in). */
export const inverseRootUniform = (fanIn: number): Initialiser => uniform(1 / Math.sqrt(fanIn))
