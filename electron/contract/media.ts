/**
 * Addresses of binary content, relative to the host's root (http://127.0.0.1:port/ or app://earshot/).
 * All answer GET and HEAD; audio answers Range requests with 206 and 416.
 */
export const mediaUrl = {
  /** The original bytes of a recording. */
  original: (recordingId: string): string => `media/${recordingId}/original`,
  /** One channel as 16-bit WAV at its own rate: what the player plays. Channel counted from 1. */
  listen: (recordingId: string, channel: number): string => `media/${recordingId}/listen?channel=${channel}`,
  /** Min-max pairs (Int8, 100 pairs a second) of the machine's channel. */
  peaks: (recordingId: string, channel: number): string => `media/${recordingId}/peaks?channel=${channel}`,
  /**
   * Spectrogram of a clip's range: a 32-byte header of eight little-endian float32
   * (frames, bins, startS, hopS, hzPerBin, minDb, maxDb, 0) and frames x bins bytes, 0 = minDb, 255 = maxDb.
   */
  spectrogram: (recordingId: string, channel: number, startS: number, lengthS: number): string =>
    `media/${recordingId}/spectrogram?channel=${channel}&start=${startS}&length=${lengthS}`,
  /** A finished report as PDF. */
  report: (reportId: string): string => `reports/${reportId}`,
  /** A finished export of a machine, until the next one of that machine. */
  machineFile: (jobId: string): string => `exports/${jobId}`,
  /** POST one file's bytes here, as they are; they wait under the upload id with their relative path. */
  upload: (uploadId: string, relativePath: string): string =>
    `uploads/${uploadId}?path=${encodeURIComponent(relativePath)}`,
  /**
   * POST samples of a take here: interleaved Float32, little-endian; answered with TakeProgress. `firstFrame` is
   * the place of their first frame in the take. Blocks that were sent already are passed over, jumps become gaps.
   */
  take: (takeId: string, firstFrame: number): string => `takes/${takeId}?firstFrame=${firstFrame}`,
  /** POST the samples of the last full clip here (at least the machine's clip length); answered with LiveScore. */
  live: (machineId: string, sampleRateHz: number, channels: number): string =>
    `live/${machineId}?sampleRateHz=${sampleRateHz}&channels=${channels}`
} as const
