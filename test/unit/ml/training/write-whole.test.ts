import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeWhole } from '../../../../electron/ml/training/write-whole.ts'

const run = promisify(execFile)

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-whole-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const urlOf = (source: string): string => pathToFileURL(path.resolve(source)).href

/** Both ways of writing a file whole, as a line of a script that writes 200 kB to `file`. */
const WAYS = {
  'a checkpoint': `const { writeWhole } = await import('${urlOf('electron/ml/training/write-whole.ts')}')
    await writeWhole({ file, bytes, failure: 'It cannot be kept', isSynced: true })`,
  'a result of a compute task': `const { writeAtomically } = await import('${urlOf('electron/compute/files/atomic.ts')}')
    await writeAtomically(file, 'kept', handle => handle.write(bytes))`
}

describe('a file that is written whole', () => {
  it('replaces what was there, in a folder that is made for it', async () => {
    const file = path.join(newFolder(), 'below', 'file')
    for (const text of ['first', 'second']) {
      await writeWhole({ file, bytes: Buffer.from(text), failure: 'It cannot be kept', isSynced: true })
    }
    expect(readFileSync(file, 'utf8')).toBe('second')
    expect(readdirSync(path.dirname(file))).toEqual(['file'])
  })

  // The system takes as many bytes as there is room for and reports the rest only with the next write.
  it.skipIf(process.platform === 'win32').each(Object.entries(WAYS))(
    'is what it was before where the disk takes only a part of %s',
    async (_, write) => {
      const folder = newFolder()
      const file = path.join(folder, 'file')
      writeFileSync(file, 'before')
      const script = `const [file] = process.argv.slice(1)
        const bytes = Buffer.alloc(200_000)
        try { ${write}; console.log('written') } catch (error) { console.log(error.code) }`
      const { stdout } = await run('bash', [
        ...['-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath],
        ...['--input-type=module', '-e', script, file]
      ])
      expect(stdout.trim()).toBe('conflict')
      expect(readFileSync(file, 'utf8')).toBe('before')
      expect(readdirSync(folder)).toEqual(['file'])
    }
  )
})
