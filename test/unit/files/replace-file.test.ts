import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { replaceFile } from '../../../electron/files/replace-file.ts'

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-replace-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const urlOf = (source: string): string => pathToFileURL(path.resolve(source)).href

/** What is written so, as a line of a script that has `file` and 200 kB of text. */
const WAYS = {
  'a result of a command': `const { saveFile } = await import('${urlOf('electron/cli/save-file.ts')}')
    saveFile(file, text)`,
  'the state of the desktop': `const { openStateFile } = await import('${urlOf('electron/main/state/state-file.ts')}')
    openStateFile(file, (_, __, error) => { if (error.code !== undefined) throw error }).update({ folders: { open: text, save: null } })`
}

describe('a file that is replaced', () => {
  it('is there whole, in a folder that is made for it, with nothing beside it', () => {
    const file = path.join(newFolder(), 'below', 'file')
    replaceFile(file, 'first')
    replaceFile(file, Buffer.from('second'))
    expect(readFileSync(file, 'utf8')).toBe('second')
    expect(readdirSync(path.dirname(file))).toEqual(['file'])
  })

  it.skipIf(process.platform === 'win32')('keeps its rights, and the link that leads to it', () => {
    const folder = newFolder()
    const file = path.join(folder, 'file')
    const link = path.join(folder, 'link')
    writeFileSync(file, 'before')
    chmodSync(file, 0o600)
    symlinkSync('file', link)
    replaceFile(link, 'after')
    expect(readFileSync(file, 'utf8')).toBe('after')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  // The system takes as many bytes as there is room for and reports the rest only with the next write.
  it.skipIf(process.platform === 'win32').each(Object.entries(WAYS))(
    'is what it was before where the disk takes only a part of %s',
    (_, write) => {
      const folder = newFolder()
      const file = path.join(folder, 'file')
      writeFileSync(file, 'before')
      const script = `const [file] = process.argv.slice(1)
        const text = 'x'.repeat(200_000)
        try { ${write}; console.log('written') } catch (error) { console.log((error.cause ?? error).code) }`
      const said = execFileSync('bash', [
        ...['-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath],
        ...['--input-type=module', '-e', script, file]
      ])
      expect(said.toString().trim()).toBe('EFBIG')
      expect(readFileSync(file, 'utf8')).toBe('before')
      expect(readdirSync(folder)).toEqual(['file'])
    }
  )
})
