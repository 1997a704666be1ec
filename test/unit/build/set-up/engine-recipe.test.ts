import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { rpathOf } from '../../../../build/set-up/engine-build.mjs'
import { engineRecipe, requirementLines, userCache } from '../../../../build/set-up/engine-recipe.mjs'

const root = process.cwd()

describe('userCache', () => {
  it('is where each system keeps what can be made again', () => {
    expect(userCache('linux', {}, '/home/a')).toBe(path.join('/home/a', '.cache', 'earshot'))
    expect(userCache('linux', { XDG_CACHE_HOME: '/x' }, '/home/a')).toBe(path.join('/x', 'earshot'))
    expect(userCache('darwin', {}, '/Users/a')).toBe(path.join('/Users/a', 'Library', 'Caches', 'earshot'))
    expect(userCache('win32', { LOCALAPPDATA: '/l' }, '/u')).toBe(path.join('/l', 'earshot', 'Cache'))
  })
})

describe('engineRecipe', () => {
  it('keeps both variants side by side', () => {
    const cpu = engineRecipe(root, 'cpu', 'linux-x64')
    const cuda = engineRecipe(root, 'cuda', 'linux-x64')
    expect(path.basename(cpu?.folder ?? '')).toMatch(/^engine-[0-9a-f]{12}$/)
    expect(path.basename(cuda?.folder ?? '')).toMatch(/^engine-cuda-[0-9a-f]{12}$/)
    expect(path.dirname(cuda?.folder ?? '')).toBe(path.dirname(cpu?.folder ?? '-'))
  })

  it('asks pip for exact versions with their hashes', () => {
    const cuda = engineRecipe(root, 'cuda', 'linux-x64')
    expect(cuda?.requirements[0]).toMatch(/^tensorflow==2\.21\.0 /)
    expect(cuda?.requirements).toHaveLength(13)
    for (const line of cuda?.requirements ?? [])
      expect(line).toMatch(/^[a-z0-9-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}$/)
  })

  it('has no CUDA where NVIDIA has no such wheels', () => {
    expect(engineRecipe(root, 'cuda', 'linux-arm64')).toBeUndefined()
    expect(engineRecipe(root, 'cuda', 'darwin-arm64')).toBeUndefined()
    expect(engineRecipe(root, 'cpu', 'linux-arm64')).toBeDefined()
  })

  it('lays the libraries out as their own rpaths expect them', () => {
    const cuda = engineRecipe(root, 'cuda', 'linux-x64')
    expect(path.relative(cuda?.folder ?? '', cuda?.made ?? '')).toBe(
      path.join('tensorflow', 'tfjs_binding.node')
    )
    expect(rpathOf('cuda').split(':')).toContain('$ORIGIN/../nvidia/cudnn/lib')
    expect(rpathOf('cpu')).not.toContain('nvidia')
  })
})

describe('requirementLines', () => {
  it('leaves out remarks and empty lines', () => {
    expect(requirementLines('# why\n\na==1 --hash=x\n  b==2  \n')).toEqual(['a==1 --hash=x', 'b==2'])
  })
})
