import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appCommand } from '../../../build/start.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'earshot-start-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const place = (...parts: readonly string[]): void => {
  const file = path.join(root, ...parts)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '')
}
const server = (): string[] => ['node', path.join(root, 'electron/server/index.ts'), '--open']

describe('appCommand', () => {
  it('opens the server while there is no desktop process', () => {
    place('node_modules/electron/path.txt')
    expect(appCommand(root, {})).toEqual(server())
  })

  it('opens the server where Electron has no binary', () => {
    place('electron/main/index.ts')
    place('node_modules/electron/cli.js')
    expect(appCommand(root, {})).toEqual(server())
  })

  it('opens the window where both are there, with its own binary or one named by the environment', () => {
    place('electron/main/index.ts')
    place('node_modules/electron/cli.js')
    const desktop = ['node', path.join(root, 'node_modules/electron/cli.js'), root]
    expect(appCommand(root, { ELECTRON_OVERRIDE_DIST_PATH: '/somewhere' })).toEqual(desktop)
    place('node_modules/electron/path.txt')
    expect(appCommand(root, {})).toEqual(desktop)
  })
})
