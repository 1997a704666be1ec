import { debianArch } from './description.mjs'

/**
 * DEBIAN/control.
 * @param {import('./description.mjs').Description} description
 * @param {string} version
 * @param {string} arch Node's name
 * @param {number} sizeKib installed
 */
export const controlFile = ({ linux, deb }, version, arch, sizeKib) =>
  [
    `Package: ${linux.executableName}`,
    `Version: ${debianVersion(version)}`,
    `Architecture: ${debianArch(arch)}`,
    `Maintainer: ${linux.maintainer}`,
    `Installed-Size: ${sizeKib}`,
    `Depends: ${deb.depends.join(', ')}`,
    `Section: ${deb.packageCategory}`,
    'Priority: optional',
    `Description: ${lowerFirst(linux.synopsis)}`,
    ...wrap(linux.description, 78).map(line => ` ${line}`),
    ''
  ].join('\n')

/**
 * Debian's changelog, which leads to ours beside it.
 * @param {import('./description.mjs').Description} description
 * @param {number} time of the build, seconds since 1970
 */
export const debianChangelog = ({ linux, version }, time) =>
  [
    `${linux.executableName} (${debianVersion(version)}) unstable; urgency=low`,
    '',
    '  * The changes of this version are in CHANGELOG.md.gz, beside this file.',
    '',
    ` -- ${linux.maintainer}  ${new Date(time * 1000).toUTCString().replace('GMT', '+0000')}`,
    ''
  ].join('\n')

/**
 * Debian's file of copyrights, which leads to the full texts.
 * @param {import('./description.mjs').Description} description
 * @param {number} time of the build, seconds since 1970
 */
export const copyrightFile = ({ productName, linux }, time) =>
  [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    `Upstream-Name: ${productName}`,
    'Comment:',
    ' The licences of all parts are in',
    ` /usr/lib/${linux.executableName}/resources/licences.txt and, for Electron, Chromium and TensorFlow,`,
    ` in LICENSE.electron.txt, LICENSES.chromium.html and resources/tensorflow of /usr/lib/${linux.executableName}.`,
    '',
    'Files: *',
    `Copyright: ${new Date(time * 1000).getUTCFullYear()} The Earshot authors`,
    'License: Apache-2.0',
    ' On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.',
    ''
  ].join('\n')

/** A pre-release sorts before its release: 1.0.0~beta.1 < 1.0.0. @param {string} version */
const debianVersion = version => version.replaceAll('-', '~')

/** Debian wants no sentence and no capital. @param {string} text */
const lowerFirst = text => text.charAt(0).toLowerCase() + text.slice(1)

/**
 * @param {string} text
 * @param {number} width
 */
const wrap = (text, width) => {
  /** @type {string[]} */
  const lines = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
