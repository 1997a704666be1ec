import { describe, expect, it } from 'vitest'
import { isOwnAddress, isOwnBlob, isOwnPage } from '../../../../electron/main/security/origin.ts'

describe('the origin of the interface', () => {
  it.each(['app://earshot/', 'app://earshot/index.html', 'app://earshot/#/machines/m1/findings?filter=all'])(
    'takes %s for its own page',
    address => {
      expect(isOwnPage(address)).toBe(true)
    }
  )

  it.each([
    'app://earshot/media/r1/audio',
    'app://earshot.evil.example/',
    'app://evil/',
    'app://user:secret@earshot/',
    'app://earshot:8080/',
    'https://earshot/',
    'file:///earshot/index.html',
    'about:blank',
    'data:text/html,hello',
    'blob:app://earshot/0a1b',
    'javascript:alert(1)',
    ''
  ])('takes %s for no page of its own', address => {
    expect(isOwnPage(address)).toBe(false)
  })

  it('takes every path of its origin for its own address, and none of another', () => {
    expect(isOwnAddress('app://earshot/assets/index.js')).toBe(true)
    expect(isOwnAddress('app://other/assets/index.js')).toBe(false)
  })

  it('knows the objects that its own page made from those of other origins', () => {
    expect(isOwnBlob('blob:app://earshot/0a1b')).toBe(true)
    expect(isOwnBlob('blob:https://evil.example/0a1b')).toBe(false)
    expect(isOwnBlob('blob:null/0a1b')).toBe(false)
  })
})
