import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { BRIDGE_NAME, CHANNELS } from '../contract/desktop-bridge.ts'
import type { AnswerText, DesktopBridge } from '../contract/desktop-bridge.ts'

const ask = (channel: string, name: string, content: string | Uint8Array): Promise<AnswerText> =>
  ipcRenderer.invoke(channel, name, content) as Promise<AnswerText>

/** The path of a file; `File.path` is where Electron before 32 kept it. */
const pathOf = (file: File): string | null => {
  const found =
    // The sandbox's webUtils is missing there.
    (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? (file as { path?: string }).path ?? ''
  return found === '' ? null : found
}

const bridge: DesktopBridge = {
  call: (name, inputText) => ask(CHANNELS.call, name, inputText),
  desktop: (name, inputText) => ask(CHANNELS.desktop, name, inputText),
  send: (address, bytes) => ask(CHANNELS.send, address, bytes),
  on: listener => {
    const hear = (_event: unknown, name: string, payloadText: string): void => listener(name, payloadText)
    ipcRenderer.on(CHANNELS.event, hear)
    return () => void ipcRenderer.off(CHANNELS.event, hear)
  },
  pathsOf: files => files.map(pathOf)
}

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge)
