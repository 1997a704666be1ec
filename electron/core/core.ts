import type { Readable } from 'node:stream'
import type { Client, Compute, EventName, EventPayload } from '../contract/index.ts'

/** What a media address leads to: a file (served with Range) or bytes made on the spot. */
export type MediaContent =
  | {
      readonly kind: 'file'
      readonly path: string
      readonly contentType: string
      readonly downloadName?: string
    }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly contentType: string }

export interface CoreOptions {
  readonly dataDir: string
  readonly compute: Compute
  readonly appVersion: string
  /** Called with what could not be answered plainly: goes to the log. */
  readonly log: (level: 'info' | 'warn' | 'error', message: string, details?: unknown) => void
}

/** One core, three doors: the desktop, the server and the command line all hold one of these. */
export interface Core {
  /** Validated in-process calls and events. */
  readonly client: Client
  /** A call by name from outside: validates input, runs the handler, validates output; throws AppError only. */
  dispatch(name: string, input: unknown): Promise<unknown>
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
  /** Every event, for a door that passes them on. */
  onAny(listener: (name: EventName, payload: unknown) => void): () => void
  /** Resolves an address of contract/media.ts (without leading slash, with query). @throws AppError not-found */
  media(address: string): Promise<MediaContent>
  /** Stores one uploaded file under its relative path until an import plan uses the upload id. */
  receiveUpload(uploadId: string, relativePath: string, content: Readable): Promise<void>
  /**
   * Takes bytes that were posted to an address of contract/media.ts (`take`, `live`; without leading slash, with
   * query) and answers plain data. @throws AppError
   */
  receiveBytes(address: string, bytes: Uint8Array): Promise<unknown>
  /** Cancels jobs, waits for them, closes the store and releases the data folder. */
  close(): Promise<void>
}
