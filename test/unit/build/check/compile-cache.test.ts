import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeCompileCache } from '../../../../build/check/compile-cache.mjs'

/** How many files are kept of these sources, the loader's own among them. */
const kept = async (sources: Readonly<Record<string, string>>): Promise<number> => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'earshot-cache-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(sources)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
  }
  const cache = path.join(root, 'cache')
  expect(await makeCompileCache(root, cache)).toEqual({ NODE_COMPILE_CACHE: cache })
  return readdirSync(cache, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length
}

it('keeps what Node compiled of the sources, but not of those that begin to work', async () => {
  const nothing = await kept({})
  const task = 'export const answer: number = 42'
  expect(await kept({ 'electron/compute/index.ts': task })).toBe(nothing)
  const torn = 'export const ='
  expect(await kept({ 'electron/a/torn.ts': torn, 'electron/compute/task.ts': task })).toBeGreaterThan(
    nothing
  )
})
