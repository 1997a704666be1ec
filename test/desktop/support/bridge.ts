import type { DesktopBridge } from '../../../electron/contract/desktop-bridge.ts'

declare global {
  interface Window {
    /** The bridge, in what tests evaluate on the page. */
    readonly earshot: DesktopBridge
  }
}
