import { EventEmitter, once } from 'node:events'
import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { createPageRecovery } from '../../../../electron/main/shell/page-recovery.ts'

const WAIT = 0
const OPEN_AGAIN = 1

/** A window and a dialog as far as recovery looks at them; a question stays open until it is answered. */
const stage = () => {
  const page = Object.assign(new EventEmitter(), {
    reload: vi.fn(() => page.emit('reloaded')),
    forcefullyCrashRenderer: vi.fn(() => page.emit('crashed')),
    getURL: () => 'app://earshot/#/',
    isDestroyed: () => false
  })
  const window = Object.assign(new EventEmitter(), { webContents: page, isDestroyed: () => false })
  const questions: { options: MessageBoxOptions; answer: (response: number) => void }[] = []
  const dialog = {
    showMessageBox: (_window: unknown, options: MessageBoxOptions) =>
      new Promise(resolve => {
        questions.push({ options, answer: response => resolve({ response }) })
        options.signal?.addEventListener('abort', () => resolve({ response: options.cancelId }))
      })
  }
  const quit = vi.fn()
  const recovery = createPageRecovery({ dialog: dialog as unknown as Dialog, log: () => undefined, quit })
  recovery.watch(window as unknown as BrowserWindow)
  return { page, window, questions, recovery, quit }
}

describe('a page that does not answer', () => {
  it('is ended and thereby opened again where the person says so', async () => {
    const { page, window, questions } = stage()
    window.emit('unresponsive')
    expect(questions[0]?.options.message).toContain('does not answer')
    const crashed = once(page, 'crashed')
    questions[0]?.answer(OPEN_AGAIN)
    await crashed
    const reloaded = once(page, 'reloaded')
    page.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })
    await reloaded
  })

  it('is left alone where the person waits, and asked about again later', async () => {
    const { page, window, questions } = stage()
    window.emit('unresponsive')
    window.emit('unresponsive')
    expect(questions).toHaveLength(1)
    questions[0]?.answer(WAIT)
    await vi.waitFor(() => {
      window.emit('unresponsive')
      expect(questions).toHaveLength(2)
    })
    expect(page.forcefullyCrashRenderer).not.toHaveBeenCalled()
  })

  it('that answers again takes the question back', () => {
    const { window, questions, page } = stage()
    window.emit('unresponsive')
    window.emit('responsive')
    expect(questions[0]?.options.signal?.aborted).toBe(true)
    expect(page.forcefullyCrashRenderer).not.toHaveBeenCalled()
  })
})

describe('a page that stops', () => {
  it('is told once that it was opened again', async () => {
    const { page, recovery } = stage()
    const contents = page as unknown as Electron.WebContents
    expect(recovery.takeRestored(contents)).toBe(false)
    const reloaded = once(page, 'reloaded')
    page.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    await reloaded
    expect(recovery.takeRestored(contents)).toBe(true)
    expect(recovery.takeRestored(contents)).toBe(false)
  })

  it('in order is not opened again', () => {
    const { page, recovery } = stage()
    page.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 })
    expect(recovery.takeRestored(page as unknown as Electron.WebContents)).toBe(false)
  })
})
