import type { Tensor, Variable } from '../engine/types.ts'
import { constant, glorotUniform } from '../layers/initialisers.ts'
import type { Build } from '../layers/layer.ts'

export interface AdaCosOptions {
  readonly classes: number
  /** Centres of each class. */
  readonly subClusters: number
  /** Numbers of an embedding. */
  readonly embedding: number
  /** Whether the centres are trained; otherwise they stay where the seed put them. */
  readonly trainableCentres: boolean
  /** Whether the scale follows the batch; otherwise it stays at √2·log(C·S - 1). */
  readonly dynamic: boolean
}

/** A loss over embeddings [batch, numbers] with labels [batch, classes] that may be soft (mixed clips). */
export type EmbeddingLoss = (embedding: Tensor, labels: Tensor, isTraining: boolean) => Tensor

const SMALLEST = 1e-12

/**
 * Sub-cluster AdaCos (Wilkinghoff, IJCNN 2021, after Zhang et al., AdaCos, CVPR 2019): cosines to C·S centres, the
 * probability of a class is the sum of the softmax over its centres, and the loss the cross-entropy with the labels.
 */
export const subClusterAdaCos = (build: Build, name: string, options: AdaCosOptions): EmbeddingLoss => {
  const { classes, subClusters, embedding, trainableCentres, dynamic } = options
  const { tf, ops } = build.engine
  const count = classes * subClusters
  const add = trainableCentres ? build.parameters.weight : build.parameters.state
  const centres = add(`${name}/centres`, [embedding, count], glorotUniform)
  // With two centres or fewer the formula gives no positive scale: that of three.
  const first = Math.SQRT2 * Math.log(Math.max(count - 1, 2))
  const scale = build.parameters.state(`${name}/scale`, [], constant(first))
  const unit = (x: Tensor, axis: number): Tensor =>
    tf.mul(x, tf.rsqrt(tf.maximum(ops.sum(ops.square(x), [axis], true), SMALLEST)))

  return (x, labels, isTraining) => {
    const cosines = tf.matMul(unit(x, 1), unit(centres, 0))
    if (dynamic && isTraining) adaptScale(build, scale, cosines, labels, subClusters)
    const exponents = tf.mul(cosines, scale)
    const softmax = ops.softmaxRows(exponents)
    const probability = ops.sum(tf.reshape(softmax, [-1, classes, subClusters]), [2])
    const entropy = ops.sum(tf.mul(labels, tf.log(tf.maximum(probability, SMALLEST))), [1])
    return tf.neg(ops.mean(entropy, [0]))
  }
}

/**
 * Sets the scale to (f + log B) / cos(min(π/4, θ)): f the largest scaled cosine of the batch, B the batch mean of
 * Σ exp(s·cos - f) over all centres, θ the (lower) median of the angles to the own class, which is here the nearest
 * of its centres; of a mixed clip, the cosines by the weights of its labels. No gradient flows through it.
 */
const adaptScale = (
  { engine: { tf } }: Build,
  scale: Variable,
  cosines: Tensor,
  labels: Tensor,
  subClusters: number
): void =>
  tf.tidy(() => {
    const [batch = 1, classes = 1] = labels.shape
    const nearest = tf.max(tf.reshape(cosines, [batch, classes, subClusters]), 2)
    const own = tf.sum(tf.mul(labels, nearest), 1)
    const upToMedian = Math.floor((batch - 1) / 2) + 1
    const median = tf.slice(tf.topk(own, upToMedian).values, [upToMedian - 1], [1])
    const exponents = tf.mul(cosines, scale)
    const largest = tf.max(exponents)
    const mean = tf.mean(tf.sum(tf.exp(tf.sub(exponents, largest)), 1))
    const numerator = tf.add(largest, tf.log(mean))
    scale.assign(tf.reshape(tf.div(numerator, tf.maximum(median, Math.SQRT1_2)), []))
  })
