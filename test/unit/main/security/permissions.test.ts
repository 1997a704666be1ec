import { describe, expect, it } from 'vitest'
import {
  grantsCheck,
  grantsRequest,
  type PermissionRequest
} from '../../../../electron/main/security/permissions.ts'

const MICROPHONE: PermissionRequest = {
  permission: 'media',
  requestingUrl: 'app://earshot/#/machines/m1/recordings',
  isMainFrame: true,
  mediaTypes: ['audio']
}

describe('permission requests', () => {
  it('grants the microphone to the interface', () => {
    expect(grantsRequest(MICROPHONE)).toBe(true)
  })

  it('refuses a camera, alone or with the microphone', () => {
    expect(grantsRequest({ ...MICROPHONE, mediaTypes: ['video'] })).toBe(false)
    expect(grantsRequest({ ...MICROPHONE, mediaTypes: ['audio', 'video'] })).toBe(false)
  })

  it('refuses a media request that names no kind, as screen capture does', () => {
    expect(grantsRequest({ ...MICROPHONE, mediaTypes: [] })).toBe(false)
  })

  it('refuses the microphone to other pages and to frames', () => {
    expect(grantsRequest({ ...MICROPHONE, requestingUrl: 'https://example.org/' })).toBe(false)
    expect(grantsRequest({ ...MICROPHONE, requestingUrl: 'blob:app://earshot/0a1b' })).toBe(false)
    expect(grantsRequest({ ...MICROPHONE, isMainFrame: false })).toBe(false)
  })

  it.each([
    'geolocation',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'display-capture',
    'clipboard-read',
    'idle-detection',
    'serial',
    'hid',
    'usb',
    'fileSystem',
    'unknown'
  ])('refuses %s', permission => {
    expect(grantsRequest({ ...MICROPHONE, permission })).toBe(false)
  })
})

describe('permission checks', () => {
  it('lets the interface see the names of microphones, not of cameras', () => {
    expect(grantsCheck('media', 'app://earshot/', true, 'audio')).toBe(true)
    expect(grantsCheck('media', 'app://earshot/', true, 'video')).toBe(false)
    expect(grantsCheck('media', 'app://earshot/', true, 'unknown')).toBe(false)
    expect(grantsCheck('media', 'app://earshot/', true, undefined)).toBe(false)
  })

  it('refuses other origins, frames and permissions', () => {
    expect(grantsCheck('media', 'https://example.org/', true, 'audio')).toBe(false)
    expect(grantsCheck('media', 'app://earshot/', false, 'audio')).toBe(false)
    expect(grantsCheck('geolocation', 'app://earshot/', true, undefined)).toBe(false)
  })
})
