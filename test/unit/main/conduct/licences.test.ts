import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readLicences } from '../../../../electron/main/conduct/licences.ts'

const folder = (): string => {
  const made = mkdtempSync(path.join(os.tmpdir(), 'earshot-licences-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

it('finds the text of the licence in a checkout', async () => {
  const root = path.resolve(import.meta.dirname, '../../../..')
  expect(await readLicences(['/nowhere', root])).toContain('Apache License')
})

it('prefers the first folder', async () => {
  const [first, second] = [folder(), folder()]
  writeFileSync(path.join(first, 'LICENSE'), 'first')
  writeFileSync(path.join(second, 'LICENSE'), 'second')
  expect(await readLicences([first, second])).toBe('first')
})

it('says so when there is none', async () => {
  await expect(readLicences([folder()])).rejects.toMatchObject({ code: 'not-found' })
})
