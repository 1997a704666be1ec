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

const place = (file: string, content = ''): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), content)
}
const placeElectron = (folder: string, version: string): void => {
  place(`${folder}/electron`)
  place(`${folder}/version`, version)
}
const SCREEN = { DISPLAY: ':1' }
const LINUX = { platform: 'linux', isRoot: false } as const
const server = (): string[] => ['node', path.join(root, 'electron/server/index.ts'), '--open']

describe('appCommand', () => {
  it('opens the server while there is no desktop process', () => {
    placeElectron('node_modules/electron/dist', '45.4.1')
    expect(appCommand(root, SCREEN, LINUX)).toEqual({ command: server(), env: {}, notes: [] })
  })

  it('opens the server, and says why, where Electron has no binary or there is no screen', () => {
    place('electron/main/index.ts')
    const withoutBinary = appCommand(root, SCREEN, LINUX)
    expect(withoutBinary).toMatchObject({ command: server() })
    expect(withoutBinary.notes[0]).toMatch(/no Electron.*browser/)
    placeElectron('node_modules/electron/dist', '45.4.1')
    const withoutScreen = appCommand(root, {}, LINUX)
    expect(withoutScreen).toMatchObject({ command: server() })
    expect(withoutScreen.notes[0]).toMatch(/no screen/)
  })

  it('opens the window in the Electron of the package or of the environment', () => {
    place('electron/main/index.ts')
    placeElectron('node_modules/electron/dist', '45.4.1')
    placeElectron('other', 'v46.0.0')
    const own = path.join(root, 'node_modules/electron/dist/electron')
    expect(appCommand(root, SCREEN, LINUX)).toEqual({ command: [own, root], env: {}, notes: [] })
    const other = { ...SCREEN, ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'other') }
    expect(appCommand(root, other, LINUX).command).toEqual([path.join(root, 'other/electron'), root])
  })

  it('runs without a sandbox for root alone, and says so', () => {
    place('electron/main/index.ts')
    placeElectron('node_modules/electron/dist', '45.4.1')
    const asRoot = appCommand(root, SCREEN, { platform: 'linux', isRoot: true })
    expect(asRoot.command).toContain('--no-sandbox')
    expect(asRoot.notes.join()).toMatch(/root/)
  })

  it('gives an older Electron the equipment of the tests, and says so', () => {
    place('electron/main/index.ts')
    placeElectron('other', '22.3.25')
    const env = {
      ...SCREEN,
      ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'other'),
      EARSHOT_STAND_IN_SQLITE: '/x/sqlite.node'
    }
    const started = appCommand(root, env, LINUX)
    expect(started.command).toContain(path.join(root, 'test/desktop/support/stand-in.cjs'))
    expect(started.env).toEqual({ EARSHOT_STAND_IN_SQLITE: '/x/sqlite.node' })
    expect(started.notes[0]).toMatch(/22\.3\.25/)
  })
})
