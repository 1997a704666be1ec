import { decodeChannel } from '../../audio/decode.ts'
import { AppError } from '../../contract/errors.ts'
import { spectrogram } from '../../dsp/spectrogram.ts'
import type { Spectrogram } from '../../dsp/spectrogram.ts'
import type { TaskRunner } from '../serve.ts'

/** Levels shown, dB relative to a full-scale sine. */
const FLOOR_DB = -120
const RANGE_DB = 120
const MOST_FRAMES = 1200
/** Pictures end here: nothing that a machine's microphone is read for lies higher. */
const MOST_HZ = 24_000
const MOST_SECONDS = 600
const HEADER_BYTES = 32

/** The window for a rate: about 16 to 47 Hz a bin, and at most 513 bins up to MOST_HZ. */
const fftSizeFor = (sampleRateHz: number): number =>
  sampleRateHz <= 2 * MOST_HZ ? 1024 : sampleRateHz <= 4 * MOST_HZ ? 2048 : 4096

/**
 * Joins each `factor` frames to one by their loudest level and leaves out the bins from `bins` on, so that a
 * long range still shows its short events.
 */
const joinFrames = (
  { data, frames, bins: allBins }: Spectrogram,
  factor: number,
  bins: number
): Uint8Array => {
  const joined = new Uint8Array(Math.ceil(frames / factor) * bins)
  for (let frame = 0; frame < frames; frame++) {
    const to = Math.floor(frame / factor) * bins
    for (let bin = 0; bin < bins; bin++) {
      const level = data[frame * allBins + bin] as number
      if (level > (joined[to + bin] as number)) joined[to + bin] = level
    }
  }
  return joined
}

/** A spectrogram of a range of one channel, as the bytes described at mediaUrl.spectrogram. */
export const spectrogramPicture: TaskRunner<'spectrogram'> = async (
  { audioPath, channel, startS, lengthS },
  { signal }
) => {
  if (!(lengthS > 0) || lengthS > MOST_SECONDS) {
    throw new AppError('invalid', `A spectrogram shows up to ${MOST_SECONDS} s`, { lengthS })
  }
  const { samples, sampleRateHz } = await decodeChannel(audioPath, channel, { startS, lengthS, signal })
  const fftSize = fftSizeFor(sampleRateHz)
  const hop = Math.min(fftSize / 2, Math.max(fftSize / 8, Math.ceil(samples.length / MOST_FRAMES)))
  const full = spectrogram(samples, sampleRateHz, { fftSize, hop, floorDb: FLOOR_DB, rangeDb: RANGE_DB })
  const factor = Math.ceil(full.frames / (MOST_FRAMES + 1))
  const bins = Math.min(full.bins, Math.floor(MOST_HZ / full.hzPerBin) + 1)
  const levels = joinFrames(full, factor, bins)
  const bytes = new Uint8Array(HEADER_BYTES + levels.length)
  const header = new DataView(bytes.buffer)
  const facts = [
    levels.length / bins,
    bins,
    startS,
    full.hopS * factor,
    full.hzPerBin,
    FLOOR_DB,
    FLOOR_DB + RANGE_DB,
    0
  ]
  for (const [index, fact] of facts.entries()) header.setFloat32(index * 4, fact, true)
  bytes.set(levels, HEADER_BYTES)
  return { bytes }
}
