import { describe, expect, it } from 'vitest'
import { electronFuses } from '../../../../build/package/fuses.mjs'

describe('the fuses of packages', () => {
  it('leave Electron no way to run as Node, to be inspected or to load other code', () => {
    expect(electronFuses('45.4.1')).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false
    })
  })

  it('are those of the newest Electron where the version is not known', () => {
    expect(electronFuses(undefined)).toEqual(electronFuses('45.4.1'))
  })

  it('leave out what an older Electron has no fuse for', () => {
    const old = electronFuses('22.3.25')
    expect(old).not.toHaveProperty('grantFileProtocolExtraPrivileges')
    expect(old).toHaveProperty('onlyLoadAppFromAsar', true)
  })
})
