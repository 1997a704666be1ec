import { AppError, type LiveScore } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { needMachine } from '../machines/need.ts'

/** Samples of all channels, interleaved Float32, little-endian. */
export interface LiveSamples {
  readonly sampleRateHz: number
  readonly channels: number
  readonly bytes: Uint8Array
}

/** One channel (from 1) of the last `frames` frames. */
const lastFrames = ({ bytes, channels }: LiveSamples, channel: number, frames: number): Float32Array => {
  const all = new Float32Array(new Uint8Array(bytes).buffer)
  const first = all.length / channels - frames
  return Float32Array.from(
    { length: frames },
    (_, index) => all[(first + index) * channels + channel - 1] ?? 0
  )
}

/**
 * Judges the last full clip by the machine's current model, as a file of the same samples would be; stores nothing.
 * @throws AppError conflict without a model, invalid for samples that are too short or lack the machine's channel
 */
export const createLiveScoring =
  ({ store, compute, folder }: CoreContext) =>
  async (machineId: string, samples: LiveSamples): Promise<LiveScore> => {
    const { currentModelId } = await needMachine(store, machineId)
    const model = currentModelId === null ? undefined : await store.models.get(currentModelId)
    if (!model) throw new AppError('conflict', 'This machine has no model yet: fit one first')
    const { channel, clipLengthS } = model
    const { sampleRateHz, channels, bytes } = samples
    if (channels < channel) {
      throw new AppError('invalid', `The machine is analysed on channel ${channel}; there are ${channels}`)
    }
    const frames = Math.round(clipLengthS * sampleRateHz)
    const have = bytes.length / (4 * channels)
    if (!Number.isInteger(have) || have < frames) {
      throw new AppError('invalid', `A full clip is ${clipLengthS} s: ${frames} frames`, { frames, have })
    }
    const judged = await compute.run(
      'scoreSamples',
      {
        modelDir: folder.model(model.id),
        samples: lastFrames(samples, channel, frames),
        sampleRateHz,
        lengthS: clipLengthS
      },
      { isInteractive: true }
    )
    if (judged.kind === 'refused') {
      const { reason, badge } = judged.value
      return { kind: 'refused', reason, badge }
    }
    const { score, pValue, reasons } = judged.value
    const { threshold, monitorLine, version } = model
    return {
      kind: 'score',
      modelVersion: version,
      score,
      pValue,
      threshold,
      monitorLine,
      isFlagged: score >= threshold,
      isAboveMonitor: score >= monitorLine,
      reasons: [...reasons]
    }
  }
