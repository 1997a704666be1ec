import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createPackageWithOptions } from '@electron/asar'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { weights, weightTable } from '../../../../build/package/weigh.mjs'

let work = ''
beforeEach(() => {
  work = mkdtempSync(path.join(os.tmpdir(), 'earshot-weigh-'))
})
afterEach(() => rmSync(work, { recursive: true }))

const place = (file: string, bytes: number): void => {
  const target = path.join(work, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, Buffer.alloc(bytes))
}

it('counts what is inside the archive by package, and what lies beside it once', async () => {
  place('app/dist/renderer/index.js', 300)
  place('app/node_modules/@scope/one/index.js', 40)
  place('app/node_modules/two/native.node', 500)
  place('package/resources/tensorflow/libtensorflow_cc.so.2', 7000)
  place('package/earshot', 900)
  const archive = path.join(work, 'package/resources/app.asar')
  await createPackageWithOptions(path.join(work, 'app'), archive, { unpack: '*.node' })
  expect(weights(path.join(work, 'package'))).toEqual([
    ['TensorFlow', 7000],
    ['Electron: program', 900],
    ['node_modules: two', 500],
    ['Interface', 300],
    ['node_modules: @scope/one', 40]
  ])
})

it('sums up small parts and all', () => {
  const table = weightTable([
    ['TensorFlow', 600e6],
    ['a', 100_000],
    ['b', 150_000]
  ])
  expect(table.split('\n').slice(2)).toEqual([
    '| TensorFlow | 600.0 |',
    '| 2 smaller ones | 0.3 |',
    '| **all** | 600.3 |'
  ])
})
