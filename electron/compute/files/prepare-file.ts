import path from 'node:path'
import { createPeakSums } from '../../audio/peaks.ts'
import { createQualityCheck } from '../../audio/quality/check-quality.ts'
import type { QualityReport } from '../../audio/quality/check-quality.ts'
import type { AudioInfo } from '../../audio/types.ts'
import type { Badge } from '../../contract/common.ts'
import type { PreparedClip, PreparedFile, PrepareFile } from '../../contract/compute.ts'
import { featuresFile, peaksFile } from '../../contract/paths.ts'
import { extractFeatures } from '../../ml/detectors/auto/features.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import type { FileJob } from '../pool/file-job.ts'
import { clipCutter, pour, withAudio } from './audio-pass.ts'
import { writeFeatures } from './clip-features.ts'
import { writePeaks } from './peaks.ts'
import { hashFile, linkFile, recordingFile, storeFile } from './store.ts'

export interface PrepareShared {
  readonly dataDir: string
  readonly channel: number
  readonly clipLengthS: number
  readonly copiesFiles: boolean
  readonly knownSha256: ReadonlySet<string>
}

/** What one reading of a file's channel brought. */
interface Analysis {
  readonly info: AudioInfo
  readonly quality: QualityReport
  readonly clips: readonly PreparedClip[]
}

/** Reads the channel once: quality at the file's own rate, peaks and the features of its clips into the cache. */
const analyse = async (
  filePath: string,
  sha256: string,
  { dataDir, channel, clipLengthS }: PrepareShared,
  signal: AbortSignal
): Promise<Analysis> => {
  const cut: { readonly startS: number; readonly features: ClipFeatures }[] = []
  const { info, quality, peaks } = await withAudio(filePath, async reader => {
    const { sampleRateHz } = reader.info
    const quality = createQualityCheck(sampleRateHz)
    const peaks = createPeakSums(sampleRateHz)
    const cutter = clipCutter(sampleRateHz, clipLengthS, (samples, startS) =>
      cut.push({ startS, features: extractFeatures(samples) })
    )
    await pour(reader, channel, signal, [quality, peaks, cutter])
    return { info: reader.info, quality: quality.result(), peaks }
  })
  for (const { startS, features } of cut) {
    const to = featuresFile(sha256, channel, startS, clipLengthS)
    await writeFeatures(path.join(dataDir, to), features)
  }
  const clips = cut.map(({ startS }, index) => ({ index, startS, lengthS: clipLengthS }))
  await writePeaks(path.join(dataDir, peaksFile(sha256, channel)), peaks)
  return { info, quality, clips }
}

const badgesOf = ({ quality, clips, info }: Analysis, clipLengthS: number): readonly Badge[] =>
  clips.length > 0
    ? quality.badges
    : [...quality.badges, { code: 'too-short', params: { lengthS: info.durationS, clipLengthS } }]

/**
 * Hashes, analyses and stores one file of an import. The file is stored last, when all that is derived from it
 * is there; what fails leaves at most cache files.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const prepareFile: FileJob<PrepareShared, PrepareFile, PreparedFile> =
  shared =>
  async ({ key, path: filePath, isOwn = false }, signal) => {
    const content = await hashFile(filePath, signal)
    const { sha256, sizeBytes } = content
    if (shared.knownSha256.has(sha256)) return { key, kind: 'duplicate', sha256 }
    const analysis = await analyse(filePath, sha256, shared, signal)
    const { info, quality, clips } = analysis
    const storedPath = recordingFile(sha256, info.container)
    if (shared.copiesFiles) {
      const target = path.join(shared.dataDir, storedPath)
      const isLinked = isOwn && (await linkFile(filePath, content, target))
      if (!isLinked) await storeFile(filePath, content, target, signal)
    }
    return {
      key,
      kind: 'ready',
      sha256,
      storedPath,
      sizeBytes,
      container: info.container,
      codec: info.codec,
      sampleRateHz: info.sampleRateHz,
      channels: info.channels,
      bitDepth: info.bitDepth,
      durationS: info.durationS,
      bextTime: info.recordedAt ?? null,
      levelDb: quality.levelDb,
      bandwidthHz: quality.bandwidthHz,
      badges: badgesOf(analysis, shared.clipLengthS),
      clips
    }
  }
