import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../electron/core/content-security-policy.ts'

const directives = (policy: string): Map<string, string[]> =>
  new Map(
    policy.split('; ').map(directive => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    })
  )

describe('the content security policy', () => {
  it('takes scripts from its own files only: no inline script, no eval, no other site', () => {
    expect(directives(contentSecurityPolicy()).get('script-src')).toEqual(["'self'"])
  })

  it('allows nothing by default, no frame, no plugin object, no base address, no form target, no frame around it', () => {
    const policy = directives(contentSecurityPolicy())
    for (const name of [
      'default-src',
      'frame-src',
      'object-src',
      'base-uri',
      'form-action',
      'frame-ancestors'
    ]) {
      expect(policy.get(name)).toEqual(["'none'"])
    }
  })

  it('names no remote source, and connects only to itself and what the door adds', () => {
    expect(contentSecurityPolicy()).not.toMatch(/https?:|\*/)
    expect(directives(contentSecurityPolicy(['ws://127.0.0.1:1'])).get('connect-src')).toEqual([
      "'self'",
      'ws://127.0.0.1:1'
    ])
  })
})
