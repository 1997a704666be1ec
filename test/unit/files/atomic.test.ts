import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OpenFile } from '../../../electron/files/atomic.ts'
import { writeAtomically } from '../../../electron/files/atomic.ts'

const run = promisify(execFile)

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-whole-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const urlOf = (source: string): string => pathToFileURL(path.resolve(source)).href

/** What is written so, as a line of a script that writes 200 kB to `file`. */
const WAYS = {
  'a checkpoint': `const { createCheckpoints } = await import('${urlOf('electron/ml/training/checkpoint.ts')}')
    const trainer = { save: async () => bytes }
    const checkpoints = createCheckpoints({ folder: path.dirname(file), fingerprint: 'same' })
    await checkpoints.write(trainer, { state: () => [] }, { losses: [], lastBatchLosses: [] })`,
  'features that are kept': `const { openFeatureFile } = await import('${urlOf('electron/ml/training/feature-file.ts')}')
    await openFeatureFile({ folder: path.dirname(file), fingerprint: 'new', count: 1, make: async () => new Float32Array(50_000) })`,
  'a result of a compute task': `const { writeAtomically } = await import('${urlOf('electron/files/atomic.ts')}')
    await writeAtomically(file, 'kept', open => open.write(bytes))`
}

describe('a file that is written whole', () => {
  it('replaces what was there, in a folder that is made for it', async () => {
    const file = path.join(newFolder(), 'below', 'file')
    for (const text of ['first', 'second']) await writeAtomically(file, 'kept', open => open.write(text))
    expect(readFileSync(file, 'utf8')).toBe('second')
    expect(readdirSync(path.dirname(file))).toEqual(['file'])
  })

  it('leaves what was there where what makes it fails, and says what failed', async () => {
    const folder = newFolder()
    const file = path.join(folder, 'file')
    writeFileSync(file, 'before')
    const failed = Object.assign(new Error('The source cannot be read'), { code: 'EIO' })
    const write = async (open: OpenFile): Promise<void> => {
      await open.write('half')
      throw failed
    }
    await expect(writeAtomically(file, 'cache', write)).rejects.toBe(failed)
    expect(readFileSync(file, 'utf8')).toBe('before')
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it.each([
    [undefined, /^\S+ cannot be written: a file stands where a folder should be$/u],
    ['The training cannot be kept', /^The training cannot be kept in \S+: a file stands where a folder/u]
  ])('says where it cannot be written, and why [%s]', async (failure, message) => {
    const inTheWay = path.join(newFolder(), 'file')
    writeFileSync(inTheWay, '')
    const write = writeAtomically(
      path.join(inTheWay, 'below', 'file'),
      'cache',
      open => open.write('x'),
      failure
    )
    await expect(write).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(message),
      details: { isStorageError: true, systemCode: 'ENOTDIR' }
    })
  })

  // The system takes as many bytes as there is room for and reports the rest only with the next write.
  it.skipIf(process.platform === 'win32').each(Object.entries(WAYS))(
    'is what it was before where the disk takes only a part of %s',
    async (_, write) => {
      const folder = newFolder()
      const file = path.join(folder, 'training.checkpoint')
      writeFileSync(file, 'before')
      const script = `import path from 'node:path'
        const [file] = process.argv.slice(1)
        const bytes = Buffer.alloc(200_000)
        try { ${write}; console.log('written') } catch (error) { console.log(error.code) }`
      const { stdout } = await run('bash', [
        ...['-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath],
        ...['--input-type=module', '-e', script, file]
      ])
      expect(stdout.trim()).toBe('conflict')
      expect(readFileSync(file, 'utf8')).toBe('before')
      expect(readdirSync(folder)).toEqual(['training.checkpoint'])
    }
  )
})
