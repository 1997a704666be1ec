import { AppError } from '../../../contract/errors.ts'
import type { Tensor, Tf } from '../types.ts'

/** Matrices of a transform of this many points still fit any engine. */
const LONGEST_FACTOR = 4096

/**
 * Magnitudes of the first size/2 + 1 bins of the Fourier transform of the last axis, by matrix products alone: WASM
 * has no FFT, and WebGPU's takes angles in single precision, which is wrong by percents for the samples of a clip.
 * Four steps (Bailey, FFTs in external or hierarchical memory, 1990) with n = N2·n1 + n2 and k = k1 + N1·k2:
 * transforms of N1 points, turned by exp(-2πi·n2·k1/N), then transforms of N2 points.
 * @throws AppError unsupported where the size has a prime factor above 4096
 */
export const plainMagnitudes = (tf: Tf, x: Tensor): Tensor =>
  tf.tidy(() => {
    const size = x.shape.at(-1) ?? 0
    const rows = x.size / size
    const [outer, inner] = factorsOf(size)
    const bins = Math.floor(size / 2) + 1
    const turns = Math.ceil(bins / outer)

    const columns = tf.reshape(tf.transpose(tf.reshape(x, [rows, outer, inner]), [0, 2, 1]), [-1, outer])
    const first = matrices(tf, outer, outer, outer)
    const [re, im] = [tf.matMul(columns, first.cosines), tf.matMul(columns, first.sines)]
    const turn = matrices(tf, inner, outer, size)
    const turned = (part: Tensor): Tensor => tf.reshape(part, [rows, inner, outer])
    const [a, b] = [turned(re), turned(im)]
    const flat = (part: Tensor): Tensor => tf.reshape(tf.transpose(part, [0, 2, 1]), [rows * outer, inner])
    const real = flat(tf.sub(tf.mul(a, turn.cosines), tf.mul(b, turn.sines)))
    const imaginary = flat(tf.add(tf.mul(a, turn.sines), tf.mul(b, turn.cosines)))

    const { cosines, sines } = matrices(tf, inner, turns, inner)
    const sumRe = tf.sub(tf.matMul(real, cosines), tf.matMul(imaginary, sines))
    const sumIm = tf.add(tf.matMul(real, sines), tf.matMul(imaginary, cosines))
    const power = tf.add(tf.square(sumRe), tf.square(sumIm))
    const ordered = tf.reshape(tf.transpose(tf.reshape(power, [rows, outer, turns]), [0, 2, 1]), [rows, -1])
    const magnitudes = tf.sqrt(tf.slice(ordered, [0, 0], [rows, bins]))
    return tf.reshape(magnitudes, [...x.shape.slice(0, -1), bins])
  })

/** The two factors of a size that are nearest to each other, the larger one second. */
const factorsOf = (size: number): readonly [number, number] => {
  let outer = Math.max(Math.floor(Math.sqrt(size)), 1)
  while (size % outer !== 0) outer -= 1
  if (size / outer > LONGEST_FACTOR) {
    throw new AppError('unsupported', `This engine cannot transform ${size} samples at once`, { size })
  }
  return [outer, size / outer]
}

/** Real and imaginary parts of exp(-2πi·row·column/period), angles in double precision. */
const matrices = (
  tf: Tf,
  rows: number,
  columns: number,
  period: number
): { readonly cosines: Tensor; readonly sines: Tensor } => {
  const cosines = new Float32Array(rows * columns)
  const sines = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const angle = (-2 * Math.PI * ((row * column) % period)) / period
      cosines[row * columns + column] = Math.cos(angle)
      sines[row * columns + column] = Math.sin(angle)
    }
  }
  return { cosines: tf.tensor2d(cosines, [rows, columns]), sines: tf.tensor2d(sines, [rows, columns]) }
}
