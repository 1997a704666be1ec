import { inject, type InjectionKey } from 'vue'
import type { DesktopBridge } from '../../../electron/contract/desktop-bridge.ts'
import type {
  DesktopEventName,
  DesktopEventPayload,
  DesktopInput,
  DesktopMethodName,
  DesktopOutput
} from '../../../electron/contract/desktop.ts'
import { answered } from './ipc-client.ts'

/** What only the desktop around the page can do. */
export interface Desktop {
  /** @throws AppError with the code that the desktop answered */
  call<N extends DesktopMethodName>(name: N, input: DesktopInput<N>): Promise<DesktopOutput<N>>
  /** Calls back on every event of this name; the returned function ends it. */
  on<N extends DesktopEventName>(name: N, listener: (payload: DesktopEventPayload<N>) => void): () => void
  /** Where dropped files and folders lie on this computer; null where one has no path. */
  pathsOf(files: readonly File[]): readonly string[] | null
}

/** The desktop behind a bridge. */
export const createDesktop = (bridge: DesktopBridge): Desktop => ({
  call: async (name, input) =>
    // The main process is part of this application: its answers are those of the contract.
    answered(await bridge.desktop(name, JSON.stringify(input))) as DesktopOutput<typeof name>,
  on: (name, listener) =>
    bridge.on((heard, payloadText) => {
      if (heard === name) listener(JSON.parse(payloadText) as DesktopEventPayload<typeof name>)
    }),
  pathsOf: files => {
    const paths = bridge.pathsOf(files).filter(path => path !== null)
    return paths.length === files.length && paths.length > 0 ? paths : null
  }
})

export const DESKTOP_KEY: InjectionKey<Desktop | null> = Symbol('desktop')

/** The desktop around the page; null in a browser. */
export const useDesktop = (): Desktop | null => inject(DESKTOP_KEY, null)
