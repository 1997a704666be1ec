import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findElectron, prepareElectron } from '../../../../build/set-up/electron.mjs'
import { isStandIn } from '../../../../build/set-up/stand-in.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'earshot-electron-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const place = (file: string, content = ''): string => {
  const target = path.join(root, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, content)
  return target
}

describe('findElectron', () => {
  it('prefers the distribution that the environment names', () => {
    place('node_modules/electron/dist/electron')
    place('node_modules/electron/dist/version', '45.4.1')
    const binary = place('other/electron')
    place('other/version', 'v22.3.25\n')
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'other') })).toEqual({
      binary,
      version: '22.3.25'
    })
    expect(findElectron(root, {})?.version).toBe('45.4.1')
  })

  it('takes the name of the program that the package has for this system', () => {
    place('node_modules/electron/path.txt', 'Electron.app/Contents/MacOS/Electron')
    place('node_modules/electron/dist/version', '45.4.1')
    const binary = place('node_modules/electron/dist/Electron.app/Contents/MacOS/Electron')
    expect(findElectron(root, {})?.binary).toBe(binary)
  })

  it('is nothing where nothing was fetched', () => {
    place('node_modules/electron/install.js')
    expect(findElectron(root, {})).toBeUndefined()
  })
})

describe('prepareElectron', () => {
  it('says once why there is none, and asks again after a day only', async () => {
    place('node_modules/electron/install.js', 'throw new Error("not called")')
    const env = { ELECTRON_MIRROR: 'http://127.0.0.1:1/' }
    expect(await prepareElectron(root, process.execPath, env)).toBe('127.0.0.1:1 cannot be reached')
    expect(await prepareElectron(root, process.execPath, env)).toBe('')
  })

  it("fetches it by the package's own script", async () => {
    const folder = path.join(root, 'node_modules/electron/dist')
    place(
      'node_modules/electron/install.js',
      `const fs = require('fs'); fs.mkdirSync(${JSON.stringify(folder)}, { recursive: true })
       for (const name of ['electron', 'version']) fs.writeFileSync(${JSON.stringify(folder)} + '/' + name, '45.4.1')`
    )
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1/' }
    expect(await prepareElectron(root, process.execPath, env)).toBeUndefined()
    expect(findElectron(root, {})?.version).toBe('45.4.1')
  })
})

describe('isStandIn', () => {
  it('is an Electron without the Node-API of the database', () => {
    expect(isStandIn({ version: '22.3.25' })).toBe(true)
    expect(isStandIn({ version: '35.0.0' })).toBe(false)
  })
})
