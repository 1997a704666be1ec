import path from 'node:path'
import { BrowserWindow } from 'electron'
import type { FromCompute } from '../../contract/compute.ts'
import type { ChildExit, ComputeChild } from '../../core/compute-host/index.ts'
import { computeEntry } from '../../core/compute-host/index.ts'
import { exitOf } from './child-exit.ts'
import { ENGINE_CHANNEL } from '../../contract/engine-window.ts'
import { ENGINE_PAGE, engineSession } from './engine-page.ts'

const engineWindows = new WeakSet<BrowserWindow>()

/** The windows that a person sees. */
export const visibleWindows = (): BrowserWindow[] =>
  BrowserWindow.getAllWindows().filter(window => !engineWindows.has(window))

/** As the host recognises it in what a process wrote. */
const OUT_OF_MEMORY = 'JavaScript heap out of memory'
/** Warnings and errors of the page, as Chromium numbers them. */
const WARNING = 2

/**
 * Starts a compute process as a hidden window: of Electron's processes only pages have WebGPU. It has Node, as every
 * compute process, and therefore no sandbox; it shows one empty page of ours, loads nothing and reaches no network.
 */
export const openEngineWindow = (): ComputeChild => {
  const window = new BrowserWindow({
    show: false,
    skipTaskbar: true,
    title: 'Earshot compute',
    webPreferences: {
      session: engineSession(),
      preload: path.join(path.dirname(computeEntry()), 'engine.cjs'),
      nodeIntegration: true,
      contextIsolation: false,
      sandbox: false,
      devTools: false,
      spellcheck: false,
      // Hidden pages are slowed down otherwise.
      backgroundThrottling: false
    }
  })
  engineWindows.add(window)
  const contents = window.webContents
  const hear = { output: (_text: string): void => undefined, exit: (_exit: ChildExit): void => undefined }
  let isGone = false
  const end = (exit: ChildExit): void => {
    if (isGone) return
    isGone = true
    if (!window.isDestroyed()) window.destroy()
    hear.exit(exit)
  }
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'oom') hear.output(OUT_OF_MEMORY)
    end(exitOf(exitCode))
  })
  contents.on('preload-error', (_event, _path, error) => {
    hear.output(error.stack ?? error.message)
    end({ code: null, signal: null })
  })
  contents.on('did-fail-load', (_event, code, description) => {
    hear.output(`${description} (${code})`)
    end({ code: null, signal: null })
  })
  contents.on('console-message', (_event, level, message) => {
    if (level >= WARNING) hear.output(`${message}\n`)
  })
  window.once('closed', () => end({ code: 0, signal: null }))
  // What goes wrong with it is told by the events above.
  window.loadURL(ENGINE_PAGE).catch(() => undefined)
  return {
    send: message => {
      if (!isGone) contents.send(ENGINE_CHANNEL, message)
    },
    onMessage: listener =>
      void contents.on('ipc-message', (_event, channel, message) => {
        if (channel === ENGINE_CHANNEL) listener(message as FromCompute)
      }),
    onExit: listener => {
      hear.exit = listener
    },
    onOutput: listener => {
      hear.output = listener
    },
    kill: () => {
      if (isGone) return
      const pid = contents.getOSProcessId()
      if (pid > 0 && process.platform !== 'win32') process.kill(pid, 'SIGKILL')
      else contents.forcefullyCrashRenderer()
    }
  }
}
