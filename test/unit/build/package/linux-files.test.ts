import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { controlFile, copyrightFile, debianChangelog } from '../../../../build/package/deb-texts.mjs'
import { packageFile, readDescription } from '../../../../build/package/description.mjs'
import { desktopEntry, iconFiles, metainfo, mimeInfo } from '../../../../build/package/linux-files.mjs'

const root = path.resolve(import.meta.dirname, '../../../..')
const description = readDescription(root)

describe('the Linux packages', () => {
  it('are named after version, system and processor', () => {
    const beta = { ...description, version: '1.2.0-beta.1' }
    expect(packageFile(beta, 'linux', 'x64', 'tar.gz')).toBe('earshot-1.2.0-beta.1-linux-x64.tar.gz')
    expect(packageFile(beta, 'linux', 'x64', 'deb')).toBe('earshot-1.2.0-beta.1-linux-amd64.deb')
    expect(packageFile(beta, 'darwin', 'arm64', 'cdx.json')).toBe('earshot-1.2.0-beta.1-mac-arm64.cdx.json')
  })

  it('have an entry in the menu that opens exported machines', () => {
    const lines = desktopEntry(description).split('\n')
    expect(lines[0]).toBe('[Desktop Entry]')
    expect(lines).toEqual(
      expect.arrayContaining([
        'Name=Earshot',
        'Exec=earshot %F',
        'Icon=earshot',
        'Categories=Science;Engineering;',
        'MimeType=application/vnd.earshot+zip;'
      ])
    )
  })

  it('make the kind of file known, with its icon', () => {
    expect(mimeInfo(description)).toContain('<glob pattern="*.earshot"/>')
    expect(mimeInfo(description)).toContain('<icon name="application-vnd.earshot+zip"/>')
  })

  it('describe themselves to software centres without a gap', () => {
    const text = metainfo(root, description, 86_400)
    expect(text).not.toMatch(/[{}]/)
    expect(text).toContain(`<release version="${description.version}" date="1970-01-02" />`)
    expect(text).toContain('<launchable type="desktop-id">earshot.desktop</launchable>')
  })

  it('bring icons of every size for the application and its files', () => {
    const icons = iconFiles(root, description)
    expect(icons.every(({ from }) => existsSync(from))).toBe(true)
    const places = icons.map(({ to }) => to)
    expect(places).toContain('16x16/apps/earshot.png')
    expect(places).toContain('512x512/apps/earshot.png')
    expect(places).toContain('scalable/apps/earshot.svg')
    expect(places).toContain('48x48/mimetypes/application-vnd.earshot+zip.png')
  })
})

describe('the control file of a deb', () => {
  const fields = (text: string) =>
    new Map(text.split('\n').map(line => line.split(/: (.*)/s) as [string, string]))

  it('sorts a pre-release before its release', () => {
    expect(fields(controlFile(description, '1.0.0-beta.1', 'x64', 1)).get('Version')).toBe('1.0.0~beta.1')
  })

  it('says processor, size and what is needed', () => {
    const control = fields(controlFile(description, '1.0.0', 'arm64', 123))
    expect(control.get('Architecture')).toBe('arm64')
    expect(control.get('Installed-Size')).toBe('123')
    expect(control.get('Depends')).toContain('libnss3, ')
    expect(control.get('Description')).toBe('watch machines by ear')
  })

  it('indents the long description in lines of at most 80', () => {
    const lines = controlFile(description, '1.0.0', 'x64', 1).split('\n')
    const long = lines.slice(lines.findIndex(line => line.startsWith('Description')) + 1, -1)
    expect(long.length).toBeGreaterThan(1)
    expect(long.every(line => line.startsWith(' ') && line.length <= 80)).toBe(true)
  })

  it('has a changelog in the form that Debian reads', () => {
    const text = debianChangelog({ ...description, version: '1.0.0' }, 86_400)
    expect(text.split('\n')[0]).toBe('earshot (1.0.0) unstable; urgency=low')
    expect(text).toMatch(/\n -- .+ <.+@.+>  Fri, 02 Jan 1970 00:00:00 \+0000\n$/)
  })

  it('has copyrights that lead to all licences', () => {
    expect(copyrightFile(description, 0)).toContain('/usr/lib/earshot/resources/licences.txt')
  })
})
