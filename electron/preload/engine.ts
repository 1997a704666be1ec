import { createRequire } from 'node:module'
import { ipcRenderer } from 'electron'
import { ENGINE_CHANNEL } from '../contract/engine-window.ts'

/**
 * Lets a hidden window work as a compute process: gives it the port that Electron gives to a utility process, then
 * starts the code of compute processes as it is.
 */
Object.assign(process, {
  parentPort: {
    postMessage: (message: unknown) => ipcRenderer.send(ENGINE_CHANNEL, message),
    on: (_event: 'message', listener: (event: { readonly data: unknown }) => void) =>
      ipcRenderer.on(ENGINE_CHANNEL, (_sender, data: unknown) => listener({ data }))
  }
})

createRequire(import.meta.url)('./compute.cjs')
