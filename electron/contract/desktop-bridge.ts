/**
 * The bridge between the interface and the desktop's main process, `window.earshot`. Calls and answers travel as
 * JSON text, as they do over HTTP: neither the bridge nor IPC then copies large lists value by value.
 */

/** JSON of `{ value }` or `{ error }`, the latter an ErrorBody. */
export type AnswerText = string

export interface DesktopBridge {
  /** A call of the contract by name; its input as JSON. */
  call(name: string, inputText: string): Promise<AnswerText>
  /** A verb of the desktop by name (contract/desktop.ts); its input as JSON. */
  desktop(name: string, inputText: string): Promise<AnswerText>
  /** Bytes for an address of contract/media.ts. */
  send(address: string, bytes: Uint8Array): Promise<AnswerText>
  /** Calls back on every event with its name and its payload as JSON; the returned function ends it. */
  on(listener: (name: string, payloadText: string) => void): () => void
  /** Where files of a picker or a drop lie on this computer; null for one that is no file of it. */
  pathsOf(files: readonly File[]): (string | null)[]
}

/** Name of the bridge on the page's window. */
export const BRIDGE_NAME = 'earshot'

/** IPC channels behind it. */
export const CHANNELS = {
  call: 'earshot:call',
  desktop: 'earshot:desktop',
  send: 'earshot:send',
  event: 'earshot:event'
} as const
