import { describe, expect, it } from 'vitest'
import { chooseTargets, obstacle, ownTargets } from '../../../../build/package/targets.mjs'

const on = (platform: string, programs: readonly string[] = [], env = {}) => ({
  platform,
  arch: 'x64',
  env,
  find: (name: string) => (programs.includes(name) ? `/usr/bin/${name}` : undefined)
})

describe('ownTargets', () => {
  it('are the packages of the system at hand', () => {
    expect(ownTargets(on('linux'))).toEqual(['dir', 'tar.gz', 'deb', 'AppImage'])
    expect(ownTargets(on('win32'))).toEqual(['dir', 'nsis'])
    expect(ownTargets(on('darwin'))).toEqual(['dir', 'dmg'])
  })
})

describe('obstacle', () => {
  it('is none where the tools are there', () => {
    const linux = on('linux', ['tar', 'dpkg-deb'])
    for (const target of ['dir', 'tar.gz', 'deb', 'AppImage'] as const) {
      expect(obstacle(target, linux)).toBeUndefined()
    }
  })

  it('names the missing program', () => {
    expect(obstacle('deb', on('linux'))).toBe('needs dpkg-deb (Debian, Ubuntu: dpkg)')
    expect(obstacle('tar.gz', on('linux'))).toBe('needs tar')
  })

  it('names the system that a package is built on', () => {
    expect(obstacle('nsis', on('linux'))).toContain('is built on Windows')
    expect(obstacle('dmg', on('linux'))).toContain('is built on macOS')
    expect(obstacle('deb', on('darwin', ['dpkg-deb']))).toContain('is built on Linux')
  })

  it('says what a folder of tools lacks', () => {
    const reason = obstacle('AppImage', on('linux', [], { APPIMAGE_TOOLS_PATH: '/nowhere' }))
    expect(reason).toBe(
      'APPIMAGE_TOOLS_PATH has no mksquashfs, desktop-file-validate, runtimes/runtime-x64, lib/x64'
    )
  })
})

describe('chooseTargets', () => {
  it('keeps the order in which packages are built', () => {
    expect(chooseTargets(['deb', 'dir'])).toEqual(['dir', 'deb'])
  })

  it('answers a wrong name with those that there are', () => {
    expect(chooseTargets(['rpm'])).toBe(
      'No target is named rpm. There are: dir, tar.gz, deb, AppImage, nsis, dmg'
    )
  })
})
