import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { lastLines, run } from '../set-up/run.mjs'
import { buildTime } from './build-time.mjs'
import { controlFile, copyrightFile, debianChangelog } from './deb-texts.mjs'
import { packageFile } from './description.mjs'
import { desktopEntry, iconFiles, metainfo, mimeInfo } from './linux-files.mjs'

const SUID = 0o4755
/** Level 1: a seventh of the time of level 6 for an eighth more bytes. */
const OPTIONS = ['--root-owner-group', '-Zxz', '-z1']

/**
 * A Debian package by dpkg-deb. It needs no scripts of its own: menus, icons and kinds of files are taken up by the
 * triggers of the packages that keep them.
 * @param {string} root
 * @param {import('./description.mjs').Description} description
 * @param {string} folder the unpacked package
 * @param {string} output folder for the file
 * @returns {Promise<string>} file
 */
export const buildDeb = async (root, description, folder, output) => {
  const file = path.join(output, packageFile(description, 'linux', process.arch, 'deb'))
  const time = buildTime(root)
  // Beside the unpacked package: its files are linked, not copied.
  const stage = mkdtempSync(path.join(output, '.deb-'))
  try {
    chmodSync(stage, 0o755)
    lay(root, description, folder, stage, time)
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(time) }
    const { status, output: said } = await run('dpkg-deb', [...OPTIONS, '--build', stage, file], {
      env
    })
    if (status !== 0) throw new Error(`dpkg-deb failed:\n${lastLines(said)}`)
    return file
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/**
 * @param {string} root
 * @param {import('./description.mjs').Description} description
 * @param {string} folder
 * @param {string} stage
 * @param {number} time
 */
const lay = (root, description, folder, stage, time) => {
  const { linux, appId, version } = description
  const name = linux.executableName
  const program = path.join(stage, 'usr', 'lib', name)
  linkTree(folder, program)
  setSandboxRights(path.join(program, 'chrome-sandbox'))
  const share = path.join(stage, 'usr', 'share')
  write(path.join(share, 'applications', `${name}.desktop`), desktopEntry(description))
  write(path.join(share, 'mime', 'packages', `${appId}.xml`), mimeInfo(description))
  write(path.join(share, 'metainfo', `${appId}.metainfo.xml`), metainfo(root, description, time))
  for (const { from, to } of iconFiles(root, description)) {
    write(path.join(share, 'icons', 'hicolor', to), readFileSync(from))
  }
  const doc = path.join(share, 'doc', name)
  write(path.join(doc, 'copyright'), copyrightFile(description, time))
  write(path.join(doc, 'changelog.gz'), gzipped(debianChangelog(description, time)))
  write(path.join(doc, 'CHANGELOG.md.gz'), gzipped(readFileSync(path.join(root, 'CHANGELOG.md'))))
  mkdirSync(path.join(stage, 'usr', 'bin'), { recursive: true })
  symlinkSync(path.posix.join('..', 'lib', name, name), path.join(stage, 'usr', 'bin', name))
  const files = filesBelow(stage)
  const sizeKib = files.reduce((sum, file) => sum + Math.ceil(lstatSync(file).size / 1024), 0)
  write(path.join(stage, 'DEBIAN', 'md5sums'), checksums(stage, files))
  write(path.join(stage, 'DEBIAN', 'control'), controlFile(description, version, process.arch, sizeKib))
}

/** @param {string | Buffer} content */
const gzipped = content => gzipSync(content, { level: 9 })

/**
 * The same files under another folder, as hard links; times as they are.
 * @param {string} from
 * @param {string} to
 */
const linkTree = (from, to) => {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else link(source, target)
  }
}

/**
 * @param {string} source
 * @param {string} target
 */
const link = (source, target) => {
  try {
    linkSync(source, target)
  } catch {
    // Another file system, or one without hard links.
    cpSync(source, target)
  }
}

/**
 * Chromium's helper for systems without unprivileged user namespaces; a copy, as rights belong to all links.
 * @param {string} file
 */
const setSandboxRights = file => {
  const copy = `${file}.copy`
  copyFileSync(file, copy)
  rmSync(file)
  copyFileSync(copy, file)
  rmSync(copy)
  chmodSync(file, SUID)
}

/**
 * @param {string} file
 * @param {string | Buffer} content
 */
const write = (file, content) => {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 })
  writeFileSync(file, content, { mode: 0o644 })
}

/** @param {string} folder */
const filesBelow = folder =>
  readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort()

/**
 * @param {string} stage
 * @param {readonly string[]} files
 */
const checksums = (stage, files) =>
  files
    .map(
      file => `${createHash('md5').update(readFileSync(file)).digest('hex')}  ${path.relative(stage, file)}\n`
    )
    .join('')
