import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../../..')
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'))

it('pins Electron exactly, the same for development and lock, and to no preview', () => {
  const { devDependencies } = read('package.json') as { devDependencies: Record<string, string> }
  const { packages } = read('package-lock.json') as { packages: Record<string, { version: string }> }
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
  expect(packages['node_modules/electron']?.version).toBe(devDependencies['electron'])
})
