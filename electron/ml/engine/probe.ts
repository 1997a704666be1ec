import type { Rank } from '@tensorflow/tfjs-core'
import type { Tensor, Tf } from './types.ts'
import { convolutionGradients, matrixProduct } from './reference.ts'
import type { ConvolutionShape } from './reference.ts'

/** Speed in 10^9 floating-point operations a second. */
export interface EngineSpeed {
  readonly matrixGflops: number
  /** Null where the engine cannot train. */
  readonly convolutionGradientGflops: number | null
}

const SMALL: ConvolutionShape = {
  batch: 2,
  height: 6,
  width: 5,
  channelsIn: 3,
  channelsOut: 4,
  filterSize: 3
}
const LARGE: ConvolutionShape = {
  batch: 8,
  height: 64,
  width: 64,
  channelsIn: 32,
  channelsOut: 64,
  filterSize: 3
}
/** What is measured: the larger one where the smaller one says that it will not take long. */
const SPEED_SHAPES: readonly ConvolutionShape[] = [{ ...LARGE, batch: 1, height: 16, width: 16 }, LARGE]
const MATRIX_SIZES = [256, 1024]
const MOST_SECONDS = 1
const ROUNDS = 5
/** A fast engine takes a millisecond for the smaller one and some for being asked. */
const MOST_SMALL_SECONDS = 0.01
const MOST_ROUNDS_MS = 400

/** Measures a matrix product and, where the engine can train, a convolution with both of its gradients. */
export const measureSpeed = async (tf: Tf, canTrain: boolean): Promise<EngineSpeed> => ({
  matrixGflops: await matrixGflops(tf),
  convolutionGradientGflops: canTrain ? await convolutionGflops(tf) : null
})

/**
 * Largest error of any value relative to the largest of its tensor, against plain loops: of a small matrix product
 * and, where the engine can train, of the gradients of a convolution.
 */
export const engineError = async (tf: Tf, canTrain: boolean): Promise<number> =>
  Math.max(await matrixError(tf), canTrain ? await convolutionError(tf) : 0)

/**
 * Speed of a convolution with both of its gradients, in about a second at most: a rougher figure than measureSpeed, for
 * whoever waits for an engine. An engine that is slow with the small convolution is spared the large one.
 */
export const trainingGflops = async (tf: Tf): Promise<number> => {
  const [small, large] = SPEED_SHAPES.map(shape => ({ shape, operations: operationsOf(shape) }))
  if (small === undefined || large === undefined) return NaN
  const smallSeconds = await shortestSeconds(tf, small.shape)
  if (smallSeconds > MOST_SMALL_SECONDS) return small.operations / smallSeconds / 1e9
  return large.operations / (await shortestSeconds(tf, large.shape)) / 1e9
}

/** The shortest of some rounds after one that compiles; fewer where they take long. */
const shortestSeconds = async (tf: Tf, shape: ConvolutionShape): Promise<number> => {
  const { batch, height, width, channelsIn, channelsOut, filterSize } = shape
  const tensors = {
    input: tf.fill([batch, height, width, channelsIn], 0.5),
    filter: tf.fill([filterSize, filterSize, channelsIn, channelsOut], 0.25),
    weight: tf.fill([batch, height, width, channelsOut], 0.125)
  }
  const round = (): Promise<unknown> =>
    // Reading waits for the work; the gradient by the input is large, and its sum says as much.
    read(tf.tidy(() => gradients(tf, shape, tensors).map(gradient => tf.sum(gradient))))
  const beganMs = performance.now()
  let shortest = Infinity
  try {
    await round()
    for (let rounds = 0; rounds < ROUNDS; rounds += 1) {
      const startedMs = performance.now()
      await round()
      shortest = Math.min(shortest, (performance.now() - startedMs) / 1000)
      if (performance.now() - beganMs > MOST_ROUNDS_MS) break
    }
  } finally {
    tf.dispose(Object.values(tensors))
  }
  return shortest
}

const matrixError = async (tf: Tf): Promise<number> => {
  const [rows, inner, columns] = [17, 33, 9]
  const left = pattern(rows * inner, 1)
  const right = pattern(inner * columns, 2)
  const [product] = await read(
    tf.tidy(() => [tf.matMul(tf.tensor2d(left, [rows, inner]), tf.tensor2d(right, [inner, columns]))])
  )
  return largestError(product, matrixProduct(left, right, inner, columns))
}

const convolutionError = async (tf: Tf): Promise<number> => {
  const { input, filter, weight } = operands(SMALL)
  const expected = convolutionGradients(input, filter, weight, SMALL)
  const [byInput, byFilter] = await read(tf.tidy(() => gradients(tf, SMALL, tensorsOf(tf, SMALL))))
  return Math.max(largestError(byInput, expected.byInput), largestError(byFilter, expected.byFilter))
}

interface Timed {
  readonly operations: number
  readonly seconds: number
}

/** Speed of the largest piece of work that does not take too long; an emulated graphics card is 1000 times slower. */
const gflopsOf = async <Size>(
  sizes: readonly Size[],
  operations: (size: Size) => number,
  time: (size: Size) => Promise<number>
): Promise<number> => {
  let last: Timed | null = null
  for (const size of sizes) {
    const next = operations(size)
    if (last !== null && (last.seconds * next) / last.operations > MOST_SECONDS) break
    last = { operations: next, seconds: await time(size) }
  }
  return last === null ? NaN : last.operations / last.seconds / 1e9
}

const matrixGflops = (tf: Tf): Promise<number> =>
  gflopsOf(
    MATRIX_SIZES,
    size => 2 * size ** 3,
    async size => {
      const left = tf.tensor2d(pattern(size ** 2, 3), [size, size])
      const right = tf.tensor2d(pattern(size ** 2, 4), [size, size])
      const seconds = await medianSeconds(() => read([tf.matMul(left, right)]))
      tf.dispose([left, right])
      return seconds
    }
  )

const convolutionGflops = (tf: Tf): Promise<number> =>
  gflopsOf(SPEED_SHAPES, operationsOf, async shape => {
    const tensors = tensorsOf(tf, shape)
    const seconds = await medianSeconds(() => read(tf.tidy(() => gradients(tf, shape, tensors))))
    tf.dispose(Object.values(tensors))
    return seconds
  })

/** The forward pass and each of the two gradients take as many multiplications. */
const operationsOf = ({
  batch,
  height,
  width,
  channelsIn,
  channelsOut,
  filterSize
}: ConvolutionShape): number => 3 * 2 * batch * height * width * filterSize ** 2 * channelsIn * channelsOut

interface ConvolutionTensors {
  readonly input: Tensor
  readonly filter: Tensor
  readonly weight: Tensor
}

/** By input and by filter, of sum(convolution * weight). */
const gradients = (tf: Tf, shape: ConvolutionShape, tensors: ConvolutionTensors): Tensor[] => {
  const { batch, height, width, channelsIn, channelsOut, filterSize } = shape
  const { input, filter, weight } = tensors
  const loss = (flatInput: Tensor, flatFilter: Tensor): Tensor => {
    const image = tf.reshape<Rank.R4>(flatInput, [batch, height, width, channelsIn])
    const kernel = tf.reshape<Rank.R4>(flatFilter, [filterSize, filterSize, channelsIn, channelsOut])
    return tf.sum(tf.mul(tf.conv2d(image, kernel, 1, 'same'), weight))
  }
  return tf.grads(loss)([input, filter])
}

/** The values of tensors, which are disposed of. */
const read = async (tensors: readonly Tensor[]): Promise<readonly ArrayLike<number>[]> => {
  try {
    return await Promise.all(tensors.map(tensor => tensor.data()))
  } finally {
    for (const tensor of tensors) tensor.dispose()
  }
}

const operands = (shape: ConvolutionShape) => {
  const { batch, height, width, channelsIn, channelsOut, filterSize } = shape
  const pixels = batch * height * width
  return {
    input: pattern(pixels * channelsIn, 5),
    filter: pattern(filterSize ** 2 * channelsIn * channelsOut, 6),
    weight: pattern(pixels * channelsOut, 7)
  }
}

const tensorsOf = (tf: Tf, shape: ConvolutionShape): ConvolutionTensors => {
  const { batch, height, width, channelsIn, channelsOut, filterSize } = shape
  const { input, filter, weight } = operands(shape)
  return {
    input: tf.tensor4d(input, [batch, height, width, channelsIn]),
    filter: tf.tensor4d(filter, [filterSize, filterSize, channelsIn, channelsOut]),
    weight: tf.tensor4d(weight, [batch, height, width, channelsOut])
  }
}

/** Values between -1 and 1 that look random and are the same each time (a Weyl sequence, squared). */
const pattern = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => {
    const phase = ((index + 1) * 0.6180339887 * seed) % 1
    return 2 * ((phase * phase * 97) % 1) - 1
  })

const largestError = (found: ArrayLike<number> | undefined, expected: Float64Array): number => {
  if (found?.length !== expected.length) return Infinity
  let error = 0
  let scale = 0
  for (const [index, value] of expected.entries()) {
    scale = Math.max(scale, Math.abs(value))
    const difference = Math.abs((found[index] ?? NaN) - value)
    // Not Math.max: a NaN must not pass for a small error.
    if (!(difference <= error)) error = difference
  }
  return Number.isNaN(error) ? Infinity : error / scale
}

const medianSeconds = async (work: () => Promise<unknown>): Promise<number> => {
  await work()
  const seconds: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedMs = performance.now()
    await work()
    seconds.push((performance.now() - startedMs) / 1000)
  }
  return seconds.sort((a, b) => a - b)[(ROUNDS - 1) / 2] ?? NaN
}
