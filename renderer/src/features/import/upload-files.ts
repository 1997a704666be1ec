import type { RemoteClient } from '../../api/remote-client.ts'
import type { ChosenFile } from './chosen-files.ts'

const MOST_AT_ONCE = 3

export interface UploadProgress {
  readonly files: number
  readonly totalFiles: number
  readonly bytes: number
  readonly totalBytes: number
}

/**
 * Sends files to one upload id, a few at once. @throws AppError of the first that fails, `cancelled` when aborted;
 * the others are stopped then.
 */
export const uploadFiles = async (
  client: Pick<RemoteClient, 'upload'>,
  uploadId: string,
  files: readonly ChosenFile[],
  signal: AbortSignal,
  report: (progress: UploadProgress) => void
): Promise<void> => {
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0)
  const sent = new Map<number, number>()
  let done = 0
  let next = 0
  const stop = new AbortController()
  const abort = (): void => stop.abort()
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort)
  const tell = (): void => {
    let bytes = 0
    for (const part of sent.values()) bytes += part
    report({ files: done, totalFiles: files.length, bytes, totalBytes })
  }
  const worker = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      const chosen = files[index]
      if (chosen === undefined) return
      const mine = index
      await client.upload(uploadId, chosen.relativePath, chosen.file, stop.signal, bytes => {
        sent.set(mine, bytes)
        tell()
      })
      sent.set(mine, chosen.file.size)
      done++
      tell()
    }
  }
  tell()
  try {
    await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, files.length) }, worker))
  } catch (error) {
    abort()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
