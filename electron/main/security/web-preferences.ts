import type { WebPreferences } from 'electron'

/**
 * Preferences of every window. Most are Electron's defaults, written down so that a test sees them and a change
 * of a default does not change them.
 */
export const webPreferences = (preload: string, mayDebug: boolean): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
  plugins: false,
  devTools: mayDebug
})
