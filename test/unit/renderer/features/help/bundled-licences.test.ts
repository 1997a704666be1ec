import { expect, it } from 'vitest'
import { licencesText } from '../../../../../renderer/src/features/help/bundled-licences.ts'

it('writes the licences of all parts one below another', () => {
  const text = licencesText([
    { name: 'vue', version: '3.5.45', identifier: 'MIT', text: 'The MIT License\n' },
    { name: 'other', version: '1.0.0', identifier: null }
  ])
  expect(text).toContain('vue 3.5.45 (MIT)\n\nThe MIT License')
  expect(text.endsWith('other 1.0.0')).toBe(true)
})
