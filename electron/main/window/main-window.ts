import path from 'node:path'
import { app, BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'
import { webPreferences } from '../security/web-preferences.ts'
import type { StateFile } from '../state/state-file.ts'
import { fitBounds, MINIMAL_SIZE } from './fit-bounds.ts'
import { rememberWindow } from './remember-window.ts'

/** --page of the interface's tokens, so that nothing flashes before the first picture. */
const PAGE_COLOUR = { light: '#ffffff', dark: '#0f1318' } as const

export interface MainWindowOptions {
  readonly state: StateFile
  readonly preload: string
  readonly mayDebug: boolean
}

/** The picture in the task bar of Linux; the programs for Windows and macOS carry theirs. */
const icon = (): { icon?: string } =>
  process.platform === 'linux'
    ? { icon: path.join(app.getAppPath(), 'resources', 'icons', 'application', '256x256.png') }
    : {}

const workAreas = (): [Rectangle, ...Rectangle[]] => {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(display => display.id !== primary.id)
  return [primary.workArea, ...others.map(display => display.workArea)]
}

/** The window where it was last time, shown once the interface has painted. */
export const createMainWindow = ({ state, preload, mayDebug }: MainWindowOptions): BrowserWindow => {
  const { bounds, isMaximised, isFullScreen } = state.get().window
  const window = new BrowserWindow({
    ...fitBounds(bounds, workAreas()),
    minWidth: MINIMAL_SIZE.width,
    minHeight: MINIMAL_SIZE.height,
    show: false,
    title: 'Earshot',
    backgroundColor: PAGE_COLOUR[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    ...icon(),
    webPreferences: webPreferences(preload, mayDebug)
  })
  rememberWindow(window, state)
  window.once('ready-to-show', () => {
    if (isMaximised) window.maximize()
    window.show()
    if (isFullScreen) window.setFullScreen(true)
  })
  return window
}

/** Shows a window to the person, whether it is minimised, hidden or behind others. */
export const bringToFront = (window: BrowserWindow | null): void => {
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Takes the theme of the settings for menus, dialogs and the window's background. */
export const followTheme = (
  theme: 'system' | 'light' | 'dark',
  window: BrowserWindow | null = null
): void => {
  nativeTheme.themeSource = theme
  window?.setBackgroundColor(PAGE_COLOUR[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'])
}
