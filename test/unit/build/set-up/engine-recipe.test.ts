import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { userCache } from '../../../../build/set-up/engine-recipe.mjs'

describe('userCache', () => {
  it('is where each system keeps what can be made again', () => {
    expect(userCache('linux', {}, '/home/a')).toBe(path.join('/home/a', '.cache', 'earshot'))
    expect(userCache('linux', { XDG_CACHE_HOME: '/x' }, '/home/a')).toBe(path.join('/x', 'earshot'))
    expect(userCache('darwin', {}, '/Users/a')).toBe(path.join('/Users/a', 'Library', 'Caches', 'earshot'))
    expect(userCache('win32', { LOCALAPPDATA: '/l' }, '/u')).toBe(path.join('/l', 'earshot', 'Cache'))
  })
})
