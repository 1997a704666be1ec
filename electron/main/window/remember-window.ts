import type { BrowserWindow } from 'electron'
import type { StateFile } from '../state/state-file.ts'

/** Moving a window makes many events: written once it rests. */
const SETTLE_MS = 400

/** Keeps the place, the size and the zoom of a window in the state file. */
export const rememberWindow = (window: BrowserWindow, state: StateFile): void => {
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    state.update({
      window: {
        ...state.get().window,
        bounds: window.getNormalBounds(),
        isMaximised: window.isMaximized(),
        isFullScreen: window.isFullScreen()
      }
    })
  }
  const saveSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, SETTLE_MS)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('enter-full-screen', saveSoon)
  window.on('leave-full-screen', saveSoon)
  window.on('close', save)
  // A page that loads again (after a crash of its process) begins at 100 %.
  window.webContents.on('did-finish-load', () => {
    window.webContents.setZoomLevel(state.get().window.zoomLevel)
  })
}
