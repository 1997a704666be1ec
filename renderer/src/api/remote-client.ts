import type { Client } from '../../../electron/contract/client.ts'

export type ConnectionState = 'connecting' | 'open' | 'lost'

/** A client whose other end can go away. */
export interface RemoteClient extends Client {
  /** Calls back now and on every change; the returned function ends it. */
  onConnection(listener: (state: ConnectionState) => void): () => void
  /** Tries to connect now instead of after the pause. */
  reconnect(): void
  /** Sends one file to an upload id; progress in bytes. @throws AppError, `cancelled` when aborted */
  upload(
    uploadId: string,
    relativePath: string,
    file: File,
    signal: AbortSignal,
    onProgress: (sentBytes: number) => void
  ): Promise<void>
  /** Posts samples to mediaUrl.take or .live; the answer as the contract says. @throws AppError */
  send(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<unknown>
  /** Full address of binary content (see mediaUrl of the contract). */
  address(path: string): string
}
