import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../../../build/set-up/lock.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const lockFile = (): string => path.join(folder, 'deep', 'lock')

describe('withLock', () => {
  it('lets only one of several at a time do its work', async () => {
    let inside = 0
    let most = 0
    const work = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise(resolve => setImmediate(resolve))
      inside -= 1
    }
    await Promise.all([1, 2, 3].map(() => withLock(lockFile(), work)))
    expect(most).toBe(1)
    expect(existsSync(lockFile())).toBe(false)
  })

  it('names its process in the lock and gives it back when the work fails', async () => {
    const failing = withLock(lockFile(), async () => {
      expect(readFileSync(lockFile(), 'utf8')).toBe(String(process.pid))
      throw new Error('no network')
    })
    await expect(failing).rejects.toThrow('no network')
    expect(existsSync(lockFile())).toBe(false)
  })

  it('takes over the lock of a process that is gone', async () => {
    const ended = spawnSync(process.execPath, ['-e', '']).pid
    await withLock(lockFile(), async () => undefined)
    writeFileSync(lockFile(), String(ended))
    await expect(withLock(lockFile(), async () => 'done')).resolves.toBe('done')
  })
})
