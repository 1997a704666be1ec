import { describe, expect, it } from 'vitest'
import { EMBEDDED_PARTS } from '../../../../build/package/embedded-parts.mjs'
import { refusal, statedLicence } from '../../../../build/package/licence-policy.mjs'

const part = (licence: string | undefined, name = 'some-part') => ({ name, version: '1.0.0', licence })

describe('refusal', () => {
  it('takes parts that ask for no more than their notices', () => {
    for (const licence of ['MIT', 'Apache-2.0', 'MIT OR GPL-3.0-only', '(BSD-3-Clause AND Apache-2.0)']) {
      expect(refusal(part(licence))).toBeUndefined()
    }
  })

  it('names a part under the GPL, also where another licence applies beside it', () => {
    expect(refusal(part('GPL-2.0-only'))).toBe(
      'some-part 1.0.0 is under GPL-2.0-only, which packages do not take'
    )
    expect(refusal(part('MIT AND GPL-3.0-or-later'))).toContain('which packages do not take')
    expect(refusal(part('AGPL-3.0-only'))).toContain('which packages do not take')
  })

  it('takes the LGPL only for the modules that are files of their own', () => {
    expect(refusal(part('LGPL-3.0-or-later', 'codec-parser'))).toBeUndefined()
    expect(refusal(part('LGPL-3.0-or-later', 'another-parser'))).toContain('which packages do not take')
    expect(refusal(part('GPL-3.0-or-later', 'codec-parser'))).toContain('which packages do not take')
  })

  it('refuses what states no licence, or none that a program can read', () => {
    expect(refusal(part(undefined))).toBe('some-part 1.0.0 states no licence')
    expect(refusal(part('SEE LICENSE IN EULA.txt'))).toContain('which is no SPDX expression')
    expect(refusal(part('UNLICENSED'))).toContain('which is no SPDX expression')
  })

  it('takes everything that is known to lie inside packages', () => {
    const refusals = EMBEDDED_PARTS.map(embedded => refusal({ ...embedded, version: '' }))
    expect(refusals.filter(reason => reason !== undefined)).toEqual([])
  })
})

describe('statedLicence', () => {
  it('reads the forms that packages use', () => {
    expect(statedLicence({ license: 'MIT' })).toBe('MIT')
    expect(statedLicence({ license: { type: 'ISC', url: '' } })).toBe('ISC')
    expect(statedLicence({ licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }] })).toBe('MIT OR Apache-2.0')
    expect(statedLicence({ name: 'nameless' })).toBeUndefined()
  })
})
