import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveFile } from '../../../../electron/main/files/move-file.ts'

/** A second file system, where Linux has one. */
const OTHER_DISK = '/dev/shm'
const hasOtherDisk = existsSync(OTHER_DISK) && statSync(OTHER_DISK).dev !== statSync(os.tmpdir()).dev

let folder = ''
let elsewhere = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-move-'))
  elsewhere = mkdtempSync(path.join(hasOtherDisk ? OTHER_DISK : os.tmpdir(), 'earshot-move-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(elsewhere, { recursive: true, force: true })
})

describe('moving a saved file', () => {
  it('replaces what lies at the place', async () => {
    const [from, to] = [path.join(folder, 'a'), path.join(folder, 'b')]
    writeFileSync(from, 'new')
    writeFileSync(to, 'old')
    await moveFile(from, to)
    expect(readFileSync(to, 'utf8')).toBe('new')
    expect(readdirSync(folder)).toEqual(['b'])
  })

  it.skipIf(!hasOtherDisk)('goes to another disk', async () => {
    const [from, to] = [path.join(folder, 'a'), path.join(elsewhere, 'b')]
    writeFileSync(from, 'new')
    await moveFile(from, to)
    expect(readFileSync(to, 'utf8')).toBe('new')
    expect(readdirSync(folder)).toEqual([])
    expect(readdirSync(elsewhere)).toEqual(['b'])
  })

  it.skipIf(!hasOtherDisk)('leaves a place that cannot take it as it was', async () => {
    const [from, to] = [path.join(folder, 'a'), path.join(elsewhere, 'b')]
    writeFileSync(from, 'new')
    mkdirSync(to)
    await expect(moveFile(from, to)).rejects.toThrow()
    expect(readdirSync(elsewhere)).toEqual(['b'])
    expect(readFileSync(from, 'utf8')).toBe('new')
  })
})
