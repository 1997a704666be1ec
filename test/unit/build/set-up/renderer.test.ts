import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRendererCurrent, rendererInputs } from '../../../../build/set-up/renderer.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'earshot-renderer-'))
  mkdirSync(path.join(root, 'renderer/src'), { recursive: true })
  mkdirSync(path.join(root, 'dist/renderer'), { recursive: true })
  writeFileSync(path.join(root, 'renderer/index.html'), '<div>')
  writeFileSync(path.join(root, 'renderer/src/main.ts'), 'export {}')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('rendererInputs', () => {
  it('changes with a content, with a name, and with nothing else', () => {
    const first = rendererInputs(root)
    writeFileSync(path.join(root, 'notes.txt'), 'not an input')
    expect(rendererInputs(root)).toBe(first)
    writeFileSync(path.join(root, 'renderer/src/main.ts'), 'export { }')
    const changed = rendererInputs(root)
    expect(changed).not.toBe(first)
    renameSync(path.join(root, 'renderer/src/main.ts'), path.join(root, 'renderer/src/other.ts'))
    expect(rendererInputs(root)).not.toBe(changed)
  })
})

describe('isRendererCurrent', () => {
  it('holds only for a finished build of the same inputs', () => {
    expect(isRendererCurrent(root, 'a')).toBe(false)
    writeFileSync(path.join(root, 'dist/renderer.inputs'), 'a')
    expect(isRendererCurrent(root, 'a')).toBe(false)
    writeFileSync(path.join(root, 'dist/renderer/index.html'), '')
    expect(isRendererCurrent(root, 'a')).toBe(true)
    expect(isRendererCurrent(root, 'b')).toBe(false)
  })
})
