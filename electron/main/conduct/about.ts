import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'

/** Says which Earshot this is, what it runs on and where its data lie. */
export const showAbout = async (
  appVersion: string,
  dataDir: string,
  window: BrowserWindow | null
): Promise<void> => {
  const { electron = '', chrome = '', node = '' } = process.versions as Record<string, string | undefined>
  const options: MessageBoxOptions = {
    type: 'info',
    title: 'About Earshot',
    message: `Earshot ${appVersion}`,
    detail: [
      'Watches machines by ear. Nothing leaves this computer.',
      `Electron ${electron} · Chromium ${chrome} · Node ${node}`,
      `Data folder: ${dataDir}`,
      'Apache License 2.0'
    ].join('\n'),
    buttons: ['Close']
  }
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options))
}
