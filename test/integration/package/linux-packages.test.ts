import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDeb } from '../../../build/package/deb-package.mjs'
import { readDescription } from '../../../build/package/description.mjs'
import { buildTar } from '../../../build/package/tar-package.mjs'
import { findOnPath } from '../../../build/set-up/run.mjs'

const root = path.resolve(import.meta.dirname, '../../..')
const description = readDescription(root)

let work = ''
beforeAll(() => {
  work = mkdtempSync(path.join(os.tmpdir(), 'earshot-linux-packages-'))
})
afterAll(() => rmSync(work, { recursive: true }))

/** A small stand-in of an unpacked package, made anew with its files in another order and at another time. */
const unpacked = (
  name: string,
  order: readonly string[],
  time: number
): { folder: string; output: string } => {
  const folder = path.join(work, name, 'linux-unpacked')
  for (const file of order) {
    const target = path.join(folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, `content of ${file}`)
    chmodSync(target, file.startsWith('resources') ? 0o644 : 0o755)
    utimesSync(target, time, time)
  }
  return { folder, output: path.join(work, name) }
}
const FILES = ['earshot', 'chrome-sandbox', 'resources/app.asar', 'resources/tensorflow/library.so']
const [now, later] = [2_000_000_000, 2_000_086_400]

describe.skipIf(process.platform !== 'linux')('the archive', () => {
  it('has one folder, and the same bytes for the same files', async () => {
    const one = unpacked('tar-one', FILES, now)
    const two = unpacked('tar-two', FILES.toReversed(), later)
    const first = await buildTar(root, description, one.folder, one.output)
    const second = await buildTar(root, description, two.folder, two.output)
    const names = execFileSync('tar', ['-tzf', first], { encoding: 'utf8' }).trim().split('\n')
    expect(names).toContain(`earshot-${description.version}/resources/app.asar`)
    expect(names.every(name => name.startsWith(`earshot-${description.version}/`))).toBe(true)
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true)
  })
})

describe.skipIf(findOnPath('dpkg-deb') === undefined)('the Debian package [needs tool: dpkg-deb]', () => {
  let file = ''
  let target = ''
  beforeAll(async () => {
    const { folder, output } = unpacked('deb-one', FILES, now)
    file = await buildDeb(root, description, folder, output)
    target = path.join(work, 'unpacked-deb')
    execFileSync('dpkg-deb', ['--raw-extract', file, target])
  })

  const listing = (): string[] =>
    execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8' }).trim().split('\n')

  it('puts the program, its entry, icons and kind of file where the system looks', () => {
    const places = listing().map(line => line.split(/\s+/)[5])
    expect(places).toEqual(
      expect.arrayContaining([
        './usr/bin/earshot',
        './usr/lib/earshot/resources/app.asar',
        './usr/share/applications/earshot.desktop',
        './usr/share/mime/packages/org.earshot.Earshot.xml',
        './usr/share/metainfo/org.earshot.Earshot.metainfo.xml',
        './usr/share/icons/hicolor/256x256/apps/earshot.png',
        './usr/share/doc/earshot/copyright'
      ])
    )
  })

  it("belongs to root, and gives root's rights to Chromium's sandbox helper only", () => {
    const lines = listing()
    expect(lines.every(line => line.includes(' root/root '))).toBe(true)
    expect(lines.filter(line => line.slice(0, 10).includes('s')).map(line => line.split(/\s+/)[5])).toEqual([
      './usr/lib/earshot/chrome-sandbox'
    ])
  })

  it('runs no scripts at installation', () => {
    const control = execFileSync('dpkg-deb', ['--info', file], { encoding: 'utf8' })
    expect(control).not.toMatch(/postinst|preinst|postrm|prerm/)
  })

  it('has checksums that its files meet', () => {
    execFileSync('md5sum', ['--check', '--quiet', 'DEBIAN/md5sums'], { cwd: target })
    expect(readFileSync(path.join(target, 'DEBIAN/md5sums'), 'utf8')).toContain(
      'usr/lib/earshot/resources/app.asar'
    )
  })

  it('has the same bytes for the same files', async () => {
    const again = unpacked('deb-two', FILES.toReversed(), later)
    const other = await buildDeb(root, description, again.folder, again.output)
    expect(readFileSync(file).equals(readFileSync(other))).toBe(true)
  })

  it.skipIf(findOnPath('desktop-file-validate') === undefined)('has an entry that is valid', () => {
    const entry = path.join(target, 'usr/share/applications/earshot.desktop')
    execFileSync('desktop-file-validate', ['--no-hints', entry])
    expect(readFileSync(entry, 'utf8')).toContain('Keywords=sound;')
  })
})
