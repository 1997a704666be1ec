import { BRIDGE_NAME } from '../../../electron/contract/desktop-bridge.ts'
import type { DesktopBridge } from '../../../electron/contract/desktop-bridge.ts'
import { createHttpClient } from './http-client.ts'
import { createIpcClient } from './ipc-client.ts'
import type { RemoteClient } from './remote-client.ts'

/** The bridge that the desktop's preload script puts on the window; undefined in a browser. */
export const desktopBridge = (): DesktopBridge | undefined =>
  (window as { readonly [BRIDGE_NAME]?: DesktopBridge })[BRIDGE_NAME]

/** The client of this page: over the bridge where there is one, else over HTTP. */
export const createClient = (baseUri: string): RemoteClient => {
  const bridge = desktopBridge()
  return bridge === undefined ? createHttpClient(baseUri) : createIpcClient(bridge, baseUri)
}
