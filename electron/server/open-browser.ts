import { spawn } from 'node:child_process'

const opener = (platform: NodeJS.Platform): readonly [string, ...string[]] =>
  platform === 'darwin' ? ['open'] : platform === 'win32' ? ['explorer.exe'] : ['xdg-open']

/** Tries to open an address in the browser; where there is none, the printed address is what remains. */
export const openBrowser = (address: string, onProblem: (error: Error) => void): void => {
  const hasScreen =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
  if (!hasScreen) return
  const [command, ...rest] = opener(process.platform)
  const child = spawn(command, [...rest, address], { stdio: 'ignore', detached: true })
  child.on('error', onProblem)
  child.unref()
}
