import type { Capture, Clip, ClipResult, Recording } from '../../../../electron/contract/index.ts'
import { AppError } from '../../../../electron/contract/errors.ts'
import { mediaUrl } from '../../../../electron/contract/media.ts'
import type { RemoteClient } from '../../api/remote-client.ts'
import { parsePeaks, type Peaks } from './peaks.ts'

/** A recording with everything the player shows of it, except the spectrogram. */
export interface Source {
  readonly recording: Recording
  readonly clips: readonly Clip[]
  readonly results: readonly ClipResult[]
  /** How it was recorded at the machine; null: it came in as a file. */
  readonly capture: Capture | null
  readonly channel: number
  readonly peaks: Peaks
  readonly url: string
}

/** Bytes at an address of the host. @throws AppError unreadable, not-found */
export const fetchBytes = async (
  client: Pick<RemoteClient, 'address'>,
  path: string,
  signal: AbortSignal
): Promise<ArrayBuffer> => {
  const response = await fetch(client.address(path), { signal, credentials: 'same-origin' })
  if (!response.ok) {
    throw new AppError(response.status === 404 ? 'not-found' : 'unreadable', 'The sound cannot be read', {
      status: response.status
    })
  }
  return response.arrayBuffer()
}

/** Results of the clips in order of time. */
export const loadResults = async (
  client: RemoteClient,
  recordingId: string
): Promise<readonly ClipResult[]> => {
  const results = await client.call('results.ofRecording', { recordingId })
  return [...results].sort((a, b) => a.startS - b.startS)
}

/** Loads a recording for the player; an aborted signal rejects with an AbortError. */
export const loadSource = async (
  client: RemoteClient,
  recordingId: string,
  channel: number,
  signal: AbortSignal
): Promise<Source> => {
  const [{ recording, clips, capture }, results] = await Promise.all([
    client.call('recordings.get', { recordingId }),
    loadResults(client, recordingId)
  ])
  signal.throwIfAborted()
  const heard = Math.min(channel, recording.channels)
  const peaks = parsePeaks(await fetchBytes(client, mediaUrl.peaks(recordingId, heard), signal))
  return {
    recording,
    clips,
    results,
    capture,
    channel: heard,
    peaks,
    url: client.address(mediaUrl.listen(recordingId, heard))
  }
}
