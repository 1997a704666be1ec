import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDataFolder } from '../../../electron/store/data-folder.ts'
import { lockDataFolder, openStore } from '../../../electron/store/index.ts'

const refusal = (words: string): unknown =>
  expect.objectContaining({ code: 'unreadable', message: expect.stringContaining(words) as string })

describe('a data folder', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'earshot-folder-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('is made with the folders above it, and left as it is when it is there', () => {
    const folder = path.join(root, 'new', 'data 日本')
    makeDataFolder(folder)
    makeDataFolder(folder)
    expect(existsSync(folder)).toBe(true)
  })

  it('that is a file is refused with its name', () => {
    const file = path.join(root, 'file')
    writeFileSync(file, 'x')
    expect(() => lockDataFolder(file)).toThrow(refusal(`${file} cannot be used: it is a file`))
    expect(() => lockDataFolder(path.join(file, 'below'))).toThrow(refusal('it is a file'))
  })

  it.runIf(existsSync('/proc/self'))('that the system never makes is refused, not tried for ever', () => {
    expect(() => makeDataFolder('/proc/earshot')).toThrow(refusal('/proc/earshot cannot be used'))
  })

  it('whose lock cannot be opened is refused as such, not as in use', () => {
    writeFileSync(
      path.join(root, 'earshot.lock'),
      'no database, and longer than a header of a hundred bytes'.repeat(9)
    )
    expect(() => lockDataFolder(root)).toThrow(refusal('cannot be used'))
  })

  it('with a damaged database is refused and the database left alone', async () => {
    const file = path.join(root, 'earshot.db')
    writeFileSync(file, 'this is no database at all. '.repeat(200))
    await expect(openStore(root)).rejects.toThrow(refusal(`${file} is damaged`))
    expect(existsSync(file)).toBe(true)
  })
})
