import { AppError } from '../../../contract/errors.ts'
import { DCASE_MEL, logMel } from '../../../dsp/mel.ts'
import type { FeatureCache } from '../../cache/feature-cache.ts'
import { featureCache } from '../../cache/feature-cache.ts'
import { openFeatureFile } from '../../training/feature-file.ts'
import type { FeatureFile } from '../../training/feature-file.ts'
import { createClipVariety } from '../clip-variety.ts'
import type { SystemClip, SystemContext } from '../system.ts'

/** Frames that are stacked into one input, and numbers of an input. */
const STACKED_FRAMES = 5
export const WINDOW_SIZE = STACKED_FRAMES * DCASE_MEL.mels
/** Raised whenever the features would come out differently. */
const FEATURES_VERSION = 1

/**
 * Windows of a file of features, a number each: the clip times 2^20 plus the frame that it begins with. There are
 * hundreds of thousands of them, too many for objects.
 */
export type WindowRefs = Float64Array

const MOST_FRAMES = 2 ** 20

/** The clip that a window is of. */
export const clipOfWindow = (window: number): number => Math.floor(window / MOST_FRAMES)

/** Log-mel frames [frames x 128] of a clip, frame after frame, in dB. */
const framesOf = (waveform: Float32Array): Float32Array => {
  const { bands, frames, values } = logMel(waveform, DCASE_MEL)
  const byFrame = new Float32Array(bands * frames)
  for (let band = 0; band < bands; band++) {
    for (let frame = 0; frame < frames; frame++) {
      byFrame[frame * bands + band] = values[band * frames + frame] as number
    }
  }
  return byFrame
}

/** The cache of an autoencoder's features. */
export const framesCache = ({ cacheDir }: Pick<SystemContext, 'cacheDir'>): FeatureCache =>
  featureCache(cacheDir, 'autoencoder', [FEATURES_VERSION])

/**
 * The log-mel frames of a clip, [frames x 128].
 * @throws AppError degenerate-normals: samples that are not numbers; invalid: shorter than five frames
 */
export const readFrames = async (clip: SystemClip, cache: FeatureCache): Promise<Float32Array> => {
  const frames = await cache.floats(clip, framesOf)
  if (frames.length < WINDOW_SIZE) {
    const message = `${clip.id} is shorter than the ${STACKED_FRAMES} frames of one window`
    throw new AppError('invalid', message, { clipId: clip.id })
  }
  if (!frames.every(Number.isFinite)) {
    throw new AppError('degenerate-normals', `${clip.id} has samples that are not numbers`, {
      clipId: clip.id
    })
  }
  return frames
}

/** The frames of all clips in one file, from which windows are read one by one; to be closed. */
export const openFrames = (clips: readonly SystemClip[], context: SystemContext): Promise<FeatureFile> => {
  const cache = framesCache(context)
  const variety = createClipVariety(context.warn)
  return openFeatureFile({
    fingerprint: 'autoencoder frames',
    count: clips.length,
    make: async index => {
      const clip = clips[index] as SystemClip
      const frames = await readFrames(clip, cache)
      variety.add(clip, frames)
      if (index === clips.length - 1) variety.check()
      return frames
    },
    ...(context.signal !== undefined && { signal: context.signal })
  })
}

/** Windows of a clip of so many numbers. */
export const windowCount = (numbers: number): number => (numbers - WINDOW_SIZE) / DCASE_MEL.mels + 1

/** Every window of some clips of a file. */
export const windowsOf = (file: FeatureFile, clips: readonly number[]): WindowRefs => {
  const counts = clips.map(clip => windowCount(file.lengthOf(clip)))
  const windows = new Float64Array(counts.reduce((sum, count) => sum + count, 0))
  let at = 0
  for (const [place, clip] of clips.entries()) {
    for (let frame = 0; frame < (counts[place] as number); frame++) windows[at++] = clip * MOST_FRAMES + frame
  }
  return windows
}

/** Some windows of a file, [windows x 640]. */
export const readWindows = (file: FeatureFile, windows: WindowRefs): Float32Array => {
  const rows = new Float32Array(windows.length * WINDOW_SIZE)
  for (const [row, window] of windows.entries()) {
    const frame = window % MOST_FRAMES
    file.read(
      clipOfWindow(window),
      frame * DCASE_MEL.mels,
      rows.subarray(row * WINDOW_SIZE, (row + 1) * WINDOW_SIZE)
    )
  }
  return rows
}

/** All windows of a clip's frames, [windows x 640], each moved on by one frame. */
export const stack = (frames: Float32Array): Float32Array => {
  const count = windowCount(frames.length)
  const rows = new Float32Array(count * WINDOW_SIZE)
  for (let row = 0; row < count; row++) {
    const from = row * DCASE_MEL.mels
    rows.set(frames.subarray(from, from + WINDOW_SIZE), row * WINDOW_SIZE)
  }
  return rows
}
