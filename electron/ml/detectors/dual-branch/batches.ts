import { betweenLogMagnitudes, drawSmote } from '../../augmentation/balance.ts'
import type { SmoteDraw } from '../../augmentation/balance.ts'
import { drawMixup } from '../../augmentation/mixup.ts'
import { timeWarp } from '../../augmentation/time-warp.ts'
import { squaredDistance } from '../../backends/rows.ts'
import type { Tensor, Tf } from '../../engine/types.ts'
import { mixRows, oneHot } from '../../losses/labels.ts'
import type { RandomSource } from '../../random.ts'
import type { FeatureFile } from '../../training/feature-file.ts'
import type { BatchSource } from '../../training/loop.ts'
import type { ClipClasses } from './classes.ts'
import type { FeatureSizes } from './clip-features.ts'
import type { Variant } from './parameters.ts'
import { SELF_MADE, selfMade } from './self-made.ts'

export interface BatchOptions {
  readonly tf: Tf
  readonly file: FeatureFile
  readonly sizes: FeatureSizes
  /** Of all clips of the file. */
  readonly classes: ClipClasses
  /** Clips of the file that are trained on. */
  readonly clips: readonly number[]
  readonly variant: Variant
  /** Kinds of self-made classes: 1 where there are other machines. */
  readonly kinds: number
  /** Row by which a clip's neighbours are found. */
  readonly rowOf: (clip: number) => Float64Array
  /** For what is drawn once, before the first epoch. */
  readonly random: RandomSource
}

/** Share of the clips that are warped in time where the variant warps. */
const WARPED = 0.5

/** Kinds of self-made classes for so many machines. */
export const kindsFor = (machines: number): number => (machines > 1 ? 1 : SELF_MADE.length)

/**
 * Batches of four tensors: magnitude spectrograms, spectra, soft labels of the joint class and of the machine. With
 * self-made classes an epoch visits every clip once in each kind, and each class counts once a kind.
 */
export const createBatches = (options: BatchOptions): BatchSource => {
  const { tf, file, sizes, classes, clips, variant, kinds } = options
  const draws: readonly SmoteDraw[] = [
    ...clips.map((_, index) => ({ from: index, to: index, share: 0 })),
    ...(variant.isBalanced ? smoteOf(options) : [])
  ]
  const read = (index: number): Float32Array => {
    const features = new Float32Array(sizes.all)
    file.read(clips[index] as number, 0, features)
    return features
  }
  const warp = (features: Float32Array, random: RandomSource): void => {
    const spectrogram = features.subarray(0, sizes.spectrogram)
    features.set(timeWarp(random, spectrogram, sizes.bins))
  }
  const featuresOf = (
    { from, to, share }: SmoteDraw,
    isMade: boolean,
    random: RandomSource
  ): Float32Array => {
    const own = read(from)
    if (isMade && from !== to) return betweenLogMagnitudes(own, read(to), share)
    // A class of a single clip has no neighbour: another time course of the same clip stands for it.
    if (variant.isBalanced && (isMade || random.uniform() < WARPED)) warp(own, random)
    return own
  }
  const jointCount = classes.jointCount * kinds
  const machineCount = classes.machineCount * kinds
  return {
    count: draws.length * kinds,
    batch: async (items, random) => {
      const features = new Float32Array(items.length * sizes.all)
      const joint = new Int32Array(items.length)
      const machine = new Int32Array(items.length)
      for (const [row, item] of items.entries()) {
        const place = Math.floor(item / kinds)
        const kind = item % kinds
        const draw = draws[place] as SmoteDraw
        const partner = (): Float32Array => read(Math.floor(random.uniform() * clips.length))
        const own = featuresOf(draw, place >= clips.length, random)
        features.set(selfMade(random, kind, own, partner, sizes), row * sizes.all)
        const clip = clips[draw.from] as number
        joint[row] = (classes.joint[clip] as number) * kinds + kind
        machine[row] = (classes.machine[clip] as number) * kinds + kind
      }
      const labels = [oneHot(joint, jointCount), oneHot(machine, machineCount)] as const
      if (!variant.hasMixup) return tensorsOf(tf, sizes, features, labels)
      const { partners, weights } = drawMixup(random, items.length)
      return tensorsOf(tf, sizes, mixRows(features, sizes.all, partners, weights), [
        mixRows(labels[0], jointCount, partners, weights),
        mixRows(labels[1], machineCount, partners, weights)
      ])
    }
  }
}

const smoteOf = ({ classes, clips, rowOf, random }: BatchOptions): SmoteDraw[] => {
  const rows = clips.map(rowOf)
  const own = Int32Array.from(clips, clip => classes.joint[clip] as number)
  return drawSmote(random, own, (a, b) => squaredDistance(rows[a] as Float64Array, rows[b] as Float64Array))
}

const tensorsOf = (
  tf: Tf,
  sizes: FeatureSizes,
  features: Float32Array,
  [joint, machine]: readonly [Float32Array, Float32Array]
): Tensor[] => {
  const batch = features.length / sizes.all
  return [
    ...magnitudeTensors(tf, sizes, features),
    tf.tensor2d(joint, [batch, joint.length / batch]),
    tf.tensor2d(machine, [batch, machine.length / batch])
  ]
}

/** Features [batch x all] as spectrograms [batch, frames, bins] and spectra [batch, bins]. */
export const magnitudeTensors = (tf: Tf, sizes: FeatureSizes, features: Float32Array): Tensor[] => {
  const batch = features.length / sizes.all
  const spectrograms = new Float32Array(batch * sizes.spectrogram)
  const spectra = new Float32Array(batch * sizes.spectrumBins)
  for (let row = 0; row < batch; row++) {
    const start = row * sizes.all
    spectrograms.set(features.subarray(start, start + sizes.spectrogram), row * sizes.spectrogram)
    spectra.set(features.subarray(start + sizes.spectrogram, start + sizes.all), row * sizes.spectrumBins)
  }
  return [
    tf.tensor3d(spectrograms, [batch, sizes.frames, sizes.bins]),
    tf.tensor2d(spectra, [batch, sizes.spectrumBins])
  ]
}
