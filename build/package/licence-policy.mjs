import satisfies from 'spdx-satisfies'

/** Licences under which a part may go into a package; each asks for no more than its text and notices. */
const ALLOWED = [
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC0-1.0', 'ISC'],
  ...['MIT', 'MIT-0', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'Unlicense', 'Zlib', 'blessing']
]

/** The parts under the LGPL: each is a file of its own that anyone may replace (build/replaceable.mjs). */
const LESSER = /** @type {Readonly<Record<string, string>>} */ ({
  'codec-parser': 'LGPL-3.0-or-later',
  '@audio/decode-mp3': 'LGPL-2.1-only',
  '@audio/decode-opus': 'LGPL-3.0-or-later',
  '@audio/decode-vorbis': 'LGPL-3.0-or-later'
})

/** What package.json does not say, or not in SPDX, after reading the licence text beside it. */
const READ_BY_A_PERSON = /** @type {Readonly<Record<string, string>>} */ ({ 'png-js@1.1.0': 'MIT' })

/**
 * The licence of a package as an SPDX expression, or undefined where it states none.
 * @param {{ name?: string, version?: string, license?: unknown, licenses?: unknown }} manifest
 * @returns {string | undefined}
 */
export const statedLicence = manifest => {
  const known = READ_BY_A_PERSON[`${manifest.name}@${manifest.version}`]
  if (known !== undefined) return known
  if (typeof manifest.license === 'string' && manifest.license !== '') return manifest.license
  const listed = [manifest.license, manifest.licenses].flat().map(typeOf)
  const types = listed.filter(type => type !== undefined)
  return types.length === 0 ? undefined : types.join(' OR ')
}

/** @param {unknown} entry the old form: { type, url } */
const typeOf = entry =>
  typeof entry === 'object' && entry !== null && 'type' in entry ? String(entry.type) : undefined

/**
 * Why a part may not go into a package; undefined where it may.
 * @param {{ name: string, version: string, licence: string | undefined, inside?: string }} part
 * @returns {string | undefined}
 */
export const refusal = ({ name, version, licence, inside }) => {
  const part = `${name} ${version}`.trim()
  if (licence === undefined) return `${part} states no licence`
  const lesser = LESSER[inside ?? name]
  try {
    return satisfies(licence, [...ALLOWED, ...(lesser === undefined ? [] : [lesser])])
      ? undefined
      : `${part} is under ${licence}, which packages do not take`
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return `${part} states "${licence}", which is no SPDX expression (${error.message})`
  }
}
