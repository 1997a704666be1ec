import { readFileSync } from 'node:fs'
import path from 'node:path'
import { EMBEDDED_PARTS } from './embedded-parts.mjs'

const RULE = '='.repeat(100)

/**
 * Electron and TensorFlow bring their notices as files of their own: the text says where.
 *
 * @typedef {object} Surroundings
 * @property {string} version of Earshot
 * @property {string | undefined} electronVersion
 * @property {boolean} hasTensorflow
 */

/**
 * The licences of all parts of a package as one text.
 * @param {string} root
 * @param {readonly import('./npm-parts.mjs').NpmPart[]} parts
 * @param {Surroundings} surroundings
 * @returns {string}
 */
export const licenceText = (root, parts, surroundings) => {
  const embedded = EMBEDDED_PARTS.filter(({ inside }) => parts.some(({ name }) => name === inside))
  return [
    `Earshot ${surroundings.version}: licences of all parts`,
    ...introduction(surroundings),
    RULE,
    'PARTS',
    ...parts.map(({ name, version, licence }) => `${name} ${version}: ${licence}`),
    ...embedded.map(({ name, inside, licence }) => `${name}, inside ${inside}: ${licence}`),
    '',
    section('Earshot', 'Apache-2.0', readFileSync(path.join(root, 'LICENSE'), 'utf8')),
    ...grouped(root, parts).map(({ titles, licence, text }) => section(titles, licence, text)),
    ...embedded.map(part =>
      section(`${part.name}, inside ${part.inside}`, part.licence, embeddedText(root, parts, part))
    ),
    section('GNU General Public License 3', 'referred to by the LGPL 3', shared(root, 'GPL-3.0.txt'))
  ].join('\n')
}

/** @param {Surroundings} surroundings */
const introduction = ({ electronVersion, hasTensorflow }) => [
  '',
  'Earshot is free software under the Apache License 2.0. It contains the work of others, listed here with their',
  'licences. Three more are files beside this one or beside the program:',
  '',
  `- Electron ${electronVersion ?? ''} (MIT) with Node.js, and Chromium with FFmpeg (LGPL-2.1-or-later, a file of its`,
  '  own): LICENSE.electron.txt and LICENSES.chromium.html.',
  ...(hasTensorflow
    ? ['- TensorFlow (Apache-2.0): tensorflow/LICENSE and tensorflow/THIRD_PARTY_NOTICES.txt.']
    : []),
  '- The parts under the LGPL (codec-parser, mpg123) are the scripts in app.asar.unpacked/dist/desktop/replaceable:',
  '  plain files, which you may change or replace. Their source text is at the addresses below.',
  '',
  'No part is under the GPL: the decoder of AAC, which is, is not in packages.',
  ''
]

/**
 * Parts of one licence and one text, as the many of one author are, together.
 * @param {string} root
 * @param {readonly import('./npm-parts.mjs').NpmPart[]} parts
 */
const grouped = (root, parts) => {
  /** @type {Map<string, { titles: string, licence: string, text: string }>} */
  const groups = new Map()
  for (const part of parts) {
    const title = `${part.name} ${part.version}`
    const [licence, text] = [part.licence ?? '', textOf(root, part)]
    const group = groups.get(`${licence}\n${text}`)
    groups.set(`${licence}\n${text}`, { titles: group ? `${group.titles}\n${title}` : title, licence, text })
  }
  return [...groups.values()]
}

/**
 * @param {string} title
 * @param {string} licence
 * @param {string} text
 */
const section = (title, licence, text) =>
  `${RULE}\n${title}\n${licence}\n${'-'.repeat(100)}\n${text.trim()}\n`

/**
 * The text a package brings; where it brings none, the standard ones of the licences that it states.
 * @param {string} root
 * @param {import('./npm-parts.mjs').NpmPart} part
 */
const textOf = (root, { name, version, licence = '', author, texts }) => {
  if (texts.length > 0) return texts.join('\n\n')
  const standard = /** @type {Readonly<Record<string, string>>} */ ({
    'Apache-2.0':
      'The text of the Apache License 2.0 is that of Earshot above: the package brings no copy of its own.',
    MIT: `Copyright (c) ${author}\n\n${shared(root, 'MIT.txt')}`,
    'BSD-3-Clause': `Copyright (c) ${author}\n\n${shared(root, 'BSD-3-Clause.txt')}`
  })
  return licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' AND ')
    .map(id => {
      const text = standard[id]
      if (text === undefined) throw new Error(`${name} ${version} (${licence}) brings no licence text`)
      return text
    })
    .join('\n\n')
}

/**
 * @param {string} root
 * @param {readonly import('./npm-parts.mjs').NpmPart[]} parts
 * @param {import('./embedded-parts.mjs').EmbeddedPart} part
 */
const embeddedText = (root, parts, { inside, source, text }) => {
  const start = `Source: ${source}`
  if (text === undefined) return start
  if (!text.startsWith('package:')) return `${start}\n\n${shared(root, text)}`
  const folder = parts.find(({ name }) => name === inside)?.folder ?? ''
  return `${start}\n\n${readFileSync(path.join(folder, text.slice('package:'.length)), 'utf8')}`
}

/**
 * @param {string} root
 * @param {string} file
 */
const shared = (root, file) => readFileSync(path.join(root, 'resources', 'licences', file), 'utf8')
