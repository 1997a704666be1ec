import { describe, expect, it } from 'vitest'
import {
  assertTrustedSender,
  isTrustedSender,
  type SenderFrame
} from '../../../../electron/main/security/sender.ts'

const frame = (url: string, parent: unknown = null): SenderFrame => ({ url, parent }) as SenderFrame

describe('the sender of a message', () => {
  it('is trusted when it is the top frame of the interface', () => {
    expect(isTrustedSender(frame('app://earshot/#/machines/m1'))).toBe(true)
  })

  it('is not trusted as a frame inside the interface, whatever it shows', () => {
    const top = frame('app://earshot/')
    expect(isTrustedSender(frame('app://earshot/', top))).toBe(false)
    expect(isTrustedSender(frame('about:blank', top))).toBe(false)
  })

  it('is not trusted on another page', () => {
    expect(isTrustedSender(frame('https://example.org/'))).toBe(false)
    expect(isTrustedSender(frame('about:blank'))).toBe(false)
    expect(isTrustedSender(frame('app://earshot.example/'))).toBe(false)
  })

  it('is not trusted when its frame is gone', () => {
    expect(isTrustedSender(null)).toBe(false)
    expect(isTrustedSender(undefined)).toBe(false)
  })

  it('is refused with a code', () => {
    expect(() => assertTrustedSender(frame('https://example.org/'))).toThrow(
      expect.objectContaining({ code: 'unauthorised' })
    )
    expect(() => assertTrustedSender(frame('app://earshot/'))).not.toThrow()
  })
})
