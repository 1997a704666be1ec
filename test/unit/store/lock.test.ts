import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDataFolder } from '../../../electron/store/index.ts'

describe('the lock of a data folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'earshot-lock-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('refuses a second owner and names the first', () => {
    const release = lockDataFolder(folder)
    expect(() => lockDataFolder(folder)).toThrow(
      expect.objectContaining({
        code: 'busy',
        message: expect.stringContaining(`process ${process.pid}`) as string,
        details: expect.objectContaining({ pid: process.pid }) as unknown
      })
    )
    release()
  })

  it('is free again after release', () => {
    lockDataFolder(folder)()
    lockDataFolder(folder)()
  })

  it('ends with a process that is killed', async () => {
    const modulePath = path.resolve('electron/store/lock.ts')
    const source = `import { lockDataFolder } from ${JSON.stringify(modulePath)}
globalThis.release = lockDataFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', source])
    await once(child.stdout, 'data')
    expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ code: 'busy' }))
    child.kill('SIGKILL')
    await once(child, 'exit')
    lockDataFolder(folder)()
  })
})
