import { extractFeatures } from '../../ml/detectors/auto/features.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import type { FileJob } from '../pool/file-job.ts'
import { clipCutter, pour, withAudio } from './audio-pass.ts'

export interface DetectShared {
  readonly channel: number
  readonly clipLengthS: number
}

/** A file's clips, none where it is shorter than a clip. */
export interface DetectedFile {
  readonly durationS: number
  readonly clips: readonly ClipFeatures[]
}

/** Features of all clips of a file; stores nothing. */
export const detectFile: FileJob<DetectShared, string, DetectedFile> =
  ({ channel, clipLengthS }) =>
  (path, signal) =>
    withAudio(path, async reader => {
      const clips: ClipFeatures[] = []
      const cut = clipCutter(reader.info.sampleRateHz, clipLengthS, samples =>
        clips.push(extractFeatures(samples))
      )
      await pour(reader, channel, signal, [cut])
      return { durationS: reader.info.durationS, clips }
    })
