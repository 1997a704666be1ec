import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleDesktop } from '../../../build/bundle.mjs'
import { licenceText } from '../../../build/package/licence-text.mjs'
import { refusal } from '../../../build/package/licence-policy.mjs'
import { npmParts } from '../../../build/package/npm-parts.mjs'
import { runtimeFileSets } from '../../../build/package/runtime-files.mjs'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** Loads a package in a process of its own and answers the files that this takes, below the project. */
const filesLoadedBy = (name: string): string[] => {
  const script = `
    const util = require('node:util')
    util.isNullOrUndefined ??= value => value == null
    util.isArray ??= Array.isArray
    require(${JSON.stringify(name)})
    console.log(JSON.stringify(Object.keys(require.cache)))`
  const output = execFileSync(process.execPath, ['-e', script], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const files = JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as string[]
  return files.map(file => path.relative(root, file)).filter(file => file.startsWith('node_modules'))
}

/** Whether a file is in a package, by the last pattern that it matches. */
const isPacked = (file: string): boolean =>
  runtimeFileSets(root).some(({ from, filter }) => {
    const inside = path.relative(from, file)
    const verdicts = filter
      .map(pattern => pattern.replace('${platform}', process.platform).replace('${arch}', process.arch))
      .filter(pattern => path.matchesGlob(inside, pattern.replace('!', '')))
    return !inside.startsWith('..') && verdicts.length > 0 && !verdicts.at(-1)?.startsWith('!')
  })

describe('what runs from node_modules', () => {
  it.skipIf(!isTensorflowInstalled())('is all that TensorFlow loads [needs engine: TensorFlow]', () => {
    const loaded = filesLoadedBy('@tensorflow/tfjs-node')
    expect(loaded.length).toBeGreaterThan(200)
    expect(loaded.filter(file => !isPacked(file))).toEqual([])
  })

  it('is all that WebAssembly loads, and its programs', () => {
    const folder = 'node_modules/@tensorflow/tfjs-backend-wasm/dist'
    const programs = readdirSync(path.join(root, folder)).filter(name => name.endsWith('.wasm'))
    const loaded = filesLoadedBy('@tensorflow/tfjs-backend-wasm')
    expect(programs.length).toBeGreaterThan(1)
    expect(
      [...loaded, ...programs.map(name => path.join(folder, name))].filter(file => !isPacked(file))
    ).toEqual([])
  })

  it('is all that SQLite loads', () => {
    const loaded = filesLoadedBy('better-sqlite3')
    expect(loaded.length).toBeGreaterThan(5)
    expect(loaded.filter(file => !isPacked(file))).toEqual([])
  })
})

describe('the parts of a package', () => {
  beforeAll(() => bundleDesktop(root))

  it('are all under licences that packages take', () => {
    const parts = npmParts(root)
    expect(parts.length).toBeGreaterThan(100)
    expect(parts.map(refusal).filter(reason => reason !== undefined)).toEqual([])
    expect(parts.map(({ name }) => name)).not.toContain('@audio/decode-aac')
  })

  it('are named with their licences in one text', () => {
    const parts = npmParts(root)
    const text = licenceText(root, parts, {
      version: '1.0.0',
      electronVersion: '45.0.0',
      hasTensorflow: true
    })
    expect(parts.filter(({ name, version }) => !text.includes(`\n${name} ${version}: `))).toEqual([])
    expect(text).toContain('GNU LESSER GENERAL PUBLIC LICENSE')
    expect(text).toContain('SIL OPEN FONT LICENSE')
  })
})
