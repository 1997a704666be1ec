import { AppError } from '../../../contract/errors.ts'
import type { Engine } from '../../engine/engine.ts'
import { memoryAutoencoderInput } from '../../features/memory-autoencoder-input.ts'
import { openFeatureFile } from '../../training/feature-file.ts'
import type { FeatureFile } from '../../training/feature-file.ts'
import { createClipVariety } from '../clip-variety.ts'
import type { SystemClip, SystemContext } from '../system.ts'

/** Bins of the spectrogram that the network takes. */
export const BINS = 256
/** Samples that give the 16 frames that the network needs at least: centred frames, hop 128. */
const LEAST_SAMPLES = 15 * 128

/** A clip at a speed: 1 as it is, 1.1 played faster by a tenth. */
export interface Take {
  readonly clip: SystemClip
  readonly speed: number
}

/**
 * The magnitude spectrogram of a clip [frames x 256], frame after frame; frames are a multiple of 16.
 * @throws AppError degenerate-normals: samples that are not numbers; invalid: shorter than 16 frames
 */
export const spectrogramOf = async (engine: Engine, { clip, speed }: Take): Promise<Float32Array> => {
  const waveform = await (speed === 1 || clip.atSpeed === undefined ? clip.waveform() : clip.atSpeed(speed))
  if (waveform.length < LEAST_SAMPLES) {
    const message = `${clip.id} is shorter than the ${LEAST_SAMPLES} samples that the network needs`
    throw new AppError('invalid', message, { clipId: clip.id })
  }
  if (!waveform.every(Number.isFinite)) {
    throw new AppError('degenerate-normals', `${clip.id} has samples that are not numbers`, {
      clipId: clip.id
    })
  }
  const x = engine.tf.tensor2d(waveform, [1, waveform.length])
  const spectrogram = memoryAutoencoderInput(engine, x)
  try {
    return await spectrogram.data<'float32'>()
  } finally {
    engine.tf.dispose([x, spectrogram])
  }
}

/** The spectrograms of all takes in one file, from which parts are read; to be closed. */
export const openSpectra = (
  engine: Engine,
  takes: readonly Take[],
  { signal, report, warn }: SystemContext
): Promise<FeatureFile> => {
  const variety = createClipVariety(warn)
  return openFeatureFile({
    fingerprint: 'memcae',
    count: takes.length,
    make: async index => {
      const take = takes[index] as Take
      const spectrogram = await spectrogramOf(engine, take)
      // A clip at another speed is no clip more.
      if (take.speed === 1) variety.add(take.clip, spectrogram)
      if (index === takes.length - 1) variety.check()
      return spectrogram
    },
    onProgress: fraction => report?.(fraction, 'spectrograms of the clips'),
    ...(signal !== undefined && { signal })
  })
}

/** Frames of a take of a file. */
export const framesOf = (file: FeatureFile, take: number): number => file.lengthOf(take) / BINS

/** Some frames of a take, [frames x 256]. */
export const readFrames = (file: FeatureFile, take: number, first: number, frames: number): Float32Array => {
  const values = new Float32Array(frames * BINS)
  file.read(take, first * BINS, values)
  return values
}
