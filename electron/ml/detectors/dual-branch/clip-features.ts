import { AppError } from '../../../contract/errors.ts'
import type { Engine } from '../../engine/engine.ts'
import { dualBranchMagnitudes, dualBranchSizes } from '../../features/dual-branch-magnitudes.ts'
import type { SystemClip } from '../system.ts'

const SAMPLE_RATE_HZ = 16_000
/** Fewer samples are no frame of the spectrogram. */
const LEAST_SAMPLES = 1024

/** Sizes of a clip's magnitudes. */
export interface FeatureSizes {
  readonly samples: number
  readonly frames: number
  readonly bins: number
  readonly spectrumBins: number
  /** Numbers of the spectrogram, and of spectrogram and spectrum together. */
  readonly spectrogram: number
  readonly all: number
}

/** Sizes for clips of a length. */
export const featureSizes = (lengthS: number): FeatureSizes => {
  const samples = Math.round(lengthS * SAMPLE_RATE_HZ)
  const sizes = dualBranchSizes(samples)
  const spectrogram = sizes.frames * sizes.bins
  return { samples, ...sizes, spectrogram, all: spectrogram + sizes.spectrumBins }
}

/** A waveform repeated or cropped to a number of samples. */
export const toLength = (waveform: Float32Array, samples: number): Float32Array => {
  if (waveform.length >= samples) return waveform.subarray(0, samples)
  return Float32Array.from({ length: samples }, (_, index) => waveform[index % waveform.length] as number)
}

/**
 * Magnitudes of one clip: spectrogram [frames x bins], then the spectrum.
 * @throws AppError degenerate-normals: samples that are not numbers; invalid: shorter than a frame
 */
export const magnitudesOf = async (
  engine: Engine,
  clip: SystemClip,
  sizes: FeatureSizes
): Promise<Float32Array> => {
  const waveform = await clip.waveform()
  if (waveform.length < LEAST_SAMPLES) {
    const message = `${clip.id} is shorter than one frame of ${LEAST_SAMPLES} samples`
    throw new AppError('invalid', message, { clipId: clip.id })
  }
  if (!waveform.every(Number.isFinite)) {
    throw new AppError('degenerate-normals', `${clip.id} has samples that are not numbers`, {
      clipId: clip.id
    })
  }
  const x = engine.tf.tensor2d(toLength(waveform, sizes.samples), [1, sizes.samples])
  const tensors = dualBranchMagnitudes(engine, x)
  try {
    const [spectrogram, spectrum] = await Promise.all(tensors.map(tensor => tensor.data<'float32'>()))
    const features = new Float32Array(sizes.all)
    features.set(spectrogram ?? [])
    features.set(spectrum ?? [], sizes.spectrogram)
    return features
  } finally {
    engine.tf.dispose([x, ...tensors])
  }
}

const FLOOR = 1e-8

/** Mean log magnitude of each bin of a clip's spectrogram: what clusters and neighbours are found by. */
export const meanLogSpectrum = (features: Float32Array, { frames, bins }: FeatureSizes): Float64Array => {
  const mean = new Float64Array(bins)
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) {
      mean[bin] = (mean[bin] as number) + Math.log(Math.max(features[frame * bins + bin] as number, FLOOR))
    }
  }
  return mean.map(value => value / frames)
}
