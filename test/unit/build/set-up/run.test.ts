import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findOnPath, lastLines, run } from '../../../../build/set-up/run.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-run-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('run', () => {
  it('answers with the exit status and both outputs', async () => {
    const { status, output } = await run(process.execPath, [
      '-e',
      "console.log('out'); console.error('err'); process.exitCode = 5"
    ])
    expect(status).toBe(5)
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out'])
  })

  it('answers -1 for a program that is not there', async () => {
    expect(await run(path.join(folder, 'absent'), [])).toMatchObject({ status: -1 })
  })
})

describe.skipIf(process.platform === 'win32')('findOnPath', () => {
  it('finds the first executable of that name, and no plain file', () => {
    const file = path.join(folder, 'tool')
    writeFileSync(file, '')
    const env = { PATH: [path.join(folder, 'absent'), folder].join(path.delimiter) }
    expect(findOnPath('tool', env)).toBeUndefined()
    chmodSync(file, 0o755)
    expect(findOnPath('tool', env)).toBe(file)
  })
})

describe('lastLines', () => {
  it('keeps the end, indented', () => {
    expect(lastLines('a\nb\nc\n', 2)).toBe('    b\n    c')
  })
})
