import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engineNote, engineResources } from '../../../../build/package/engine-files.mjs'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'earshot-engine-files-')))
})
afterEach(() => rmSync(root, { recursive: true }))

/** The engine in a cache folder, with set-up's link to its binding. */
const setUp = (): string => {
  const cache = path.join(root, 'cache')
  const lib = path.join(root, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8')
  for (const folder of [cache, lib]) mkdirSync(folder, { recursive: true })
  for (const file of ['tfjs_binding.node', 'libtensorflow_cc.so.2']) writeFileSync(path.join(cache, file), '')
  symlinkSync(path.join(cache, 'tfjs_binding.node'), path.join(lib, 'tfjs_binding.node'))
  return cache
}

describe('TensorFlow in packages', () => {
  it('comes from where the link of set-up leads', () => {
    const cache = setUp()
    expect(engineResources(root)).toMatchObject([{ from: cache, to: 'tensorflow' }])
    expect(engineNote(root)).toEqual([])
  })

  it('is replaced by a note where set-up made none', () => {
    expect(engineResources(root)).toEqual([])
    expect(engineNote(root)).toMatchObject([{ to: 'node_modules/@tensorflow/tfjs-node/lib' }])
  })
})
