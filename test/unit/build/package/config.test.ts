import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { RPATH } from '../../../../build/set-up/engine-build.mjs'

const root = path.resolve(import.meta.dirname, '../../../..')
const config = parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>

describe('electron-builder.yml', () => {
  it('publishes nothing, so that nothing updates itself', () => {
    expect(config.publish).toBeNull()
  })
})

it('TensorFlow is found from where its binding lies in a package', () => {
  const binding = '/resources/app.asar.unpacked/node_modules/@tensorflow/tfjs-node/lib/napi-v8'
  const folders = RPATH.split(':').map(folder => path.posix.normalize(folder.replace('$ORIGIN', binding)))
  expect(folders).toEqual([binding, '/resources/tensorflow'])
})
