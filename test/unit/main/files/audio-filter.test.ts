import { expect, it } from 'vitest'
import { filtersFor } from '../../../../electron/main/files/audio-filter.ts'

it('shows recordings at first, and all files on request', () => {
  const [recordings, all] = filtersFor('files')
  expect(recordings?.extensions).toEqual(expect.arrayContaining(['wav', 'flac', 'mp3', 'ogg', 'm4a']))
  expect(recordings?.extensions.some(extension => extension.startsWith('.'))).toBe(false)
  expect(all?.extensions).toEqual(['*'])
})

it('shows exported machines where one is asked for, and every folder where a folder is', () => {
  expect(filtersFor('machine-file').map(({ extensions }) => extensions)).toEqual([['earshot']])
  expect(filtersFor('folder')).toEqual([])
})
