import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listFiles } from '../../../../electron/core/imports/list-files.ts'

describe('listing what would come in', () => {
  let root = ''
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'earshot-list-'))
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  const make = async (...names: string[]): Promise<void> => {
    for (const name of names) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true })
      await writeFile(path.join(root, name), 'x')
    }
  }
  const list = async (...paths: string[]) =>
    listFiles(
      paths.map(name => path.join(root, name)),
      { namesRoots: true }
    )

  it('goes through folders, and counts what is hidden or no audio', async () => {
    await make(
      'normal/a.WAV',
      'normal/deep/b.flac',
      'normal/notes.txt',
      'normal/._a.wav',
      'normal/.git/c.wav'
    )
    const { files, passedOver, unreadable } = await list('normal')
    expect(files.map(({ relativePath }) => relativePath)).toEqual(['a.WAV', 'deep/b.flac'])
    expect(files.map(({ namedPath }) => namedPath)).toEqual(['normal/a.WAV', 'normal/deep/b.flac'])
    expect([passedOver, unreadable]).toEqual([3, []])
  })

  it('keeps odd names as they are', async () => {
    const odd = ['normal/Lu\u0308fter 😀.wav', 'normal/録音.wav', 'normal/a\nb.wav']
    await make(...odd)
    const { files } = await list('normal')
    expect(new Set(files.map(({ namedPath }) => namedPath))).toEqual(new Set(odd))
  })

  it.runIf(process.platform === 'linux')('names a file whose name is no UTF-8, and why', async () => {
    await make('normal/a.wav')
    const name = Buffer.concat([
      Buffer.from(path.join(root, 'normal', 'l')),
      Buffer.from([0xfc]),
      Buffer.from('.wav')
    ])
    await writeFile(name, 'x')
    const { files, unreadable } = await list('normal')
    expect(files).toHaveLength(1)
    expect(unreadable).toMatchObject([
      { file: 'l\uFFFD.wav', reason: 'its name is not valid UTF-8: rename it' }
    ])
  })

  it('tries a file that is named itself, whatever its ending', async () => {
    await make('abnormal/recording.dat', 'abnormal/other.dat')
    const { files } = await list('abnormal/recording.dat')
    expect(files.map(({ relativePath, namedPath }) => [relativePath, namedPath])).toEqual([
      ['recording.dat', 'abnormal/recording.dat']
    ])
  })

  it('tells several folders apart by their names', async () => {
    await make('normal/a.wav', 'abnormal/a.wav')
    const { files } = await list('normal', 'abnormal')
    expect(files.map(({ relativePath }) => relativePath)).toEqual(['normal/a.wav', 'abnormal/a.wav'])
  })

  it('ends on links that lead in a circle', async () => {
    await make('normal/deep/a.wav')
    await symlink(path.join(root, 'normal'), path.join(root, 'normal/deep/up'))
    await symlink(path.join(root, 'nowhere'), path.join(root, 'normal/gone.wav'))
    const { files, unreadable } = await list('normal')
    expect(files.map(({ relativePath }) => relativePath)).toEqual(['deep/a.wav'])
    expect(unreadable).toEqual([{ file: 'gone.wav', code: 'unreadable', reason: 'it is not there' }])
  })

  it('lists a folder that is not there', async () => {
    expect((await list('missing')).unreadable).toEqual([
      { file: 'missing', code: 'unreadable', reason: 'it is not there' }
    ])
  })

  it.skipIf(process.getuid?.() === 0)('lists a folder that may not be read', async () => {
    await make('normal/a.wav', 'normal/locked/b.wav')
    await chmod(path.join(root, 'normal/locked'), 0)
    const { files, unreadable } = await list('normal')
    await chmod(path.join(root, 'normal/locked'), 0o700)
    expect(files).toHaveLength(1)
    expect(unreadable).toEqual([{ file: 'locked', code: 'unreadable', reason: 'no permission to read it' }])
  })
})
