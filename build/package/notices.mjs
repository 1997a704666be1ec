import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { TENSORFLOW } from '../set-up/engine-recipe.mjs'
import { run } from '../set-up/run.mjs'
import { licenceText } from './licence-text.mjs'
import { refusal } from './licence-policy.mjs'
import { npmParts } from './npm-parts.mjs'
import { EMBEDDED_PARTS } from './embedded-parts.mjs'
import { billOfMaterials } from './sbom.mjs'

/** Shown by Help > Licences: see electron/main/conduct/licences.ts. */
const LICENCES = 'licences.txt'
export const SBOM = 'sbom.cdx.json'

/**
 * Writes the licences and the bill of materials of an unpacked package into its resources.
 * @param {string} root
 * @param {import('electron-builder').AfterPackContext} context
 * @throws where a part is under a licence that packages do not take
 */
export const writeNotices = async (root, { packager, appOutDir }) => {
  const resources = packager.getResourcesDir(appOutDir)
  const electronVersion = packager.config.electronVersion ?? undefined
  const hasTensorflow = existsSync(path.join(resources, 'tensorflow'))
  const parts = npmParts(root)
  refuse(parts)
  const { version } = packager.appInfo
  const text = licenceText(root, parts, { version, electronVersion, hasTensorflow })
  writeFileSync(path.join(resources, LICENCES), text)
  const others = [
    ...(await electronComponents(executable(packager, appOutDir), electronVersion)),
    ...(hasTensorflow
      ? [component('tensorflow', TENSORFLOW, 'Apache-2.0', 'https://www.tensorflow.org')]
      : [])
  ]
  const bom = await billOfMaterials(root, parts, others)
  writeFileSync(path.join(resources, SBOM), `${JSON.stringify(bom, null, 2)}\n`)
}

/** @param {readonly import('./npm-parts.mjs').NpmPart[]} parts */
const refuse = parts => {
  const problems = [
    ...parts.map(refusal),
    ...EMBEDDED_PARTS.map(({ name, licence, inside }) => refusal({ name, version: '', licence, inside }))
  ].filter(problem => problem !== undefined)
  if (problems.length > 0) throw new Error(`Licences:\n${problems.map(line => `  - ${line}`).join('\n')}`)
}

/**
 * @param {import('electron-builder').AfterPackContext['packager']} packager
 * @param {string} folder
 */
const executable = ({ platform, appInfo, config }, folder) => {
  if (platform.name === 'linux') return path.join(folder, config.linux?.executableName ?? appInfo.name)
  if (platform.name === 'windows') return path.join(folder, `${appInfo.productFilename}.exe`)
  const name = appInfo.productFilename
  return path.join(folder, `${name}.app`, 'Contents', 'MacOS', name)
}

/**
 * Electron with what it is made of, as far as its own program tells (it cannot be run for another system).
 * @param {string} program
 * @param {string | undefined} version
 */
const electronComponents = async (program, version) => {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { status, output } = await run(program, ['-p', 'JSON.stringify(process.versions)'], { env })
  /** @type {Record<string, string | undefined>} */
  const inside = status === 0 ? JSON.parse(output.trim().split('\n').at(-1) ?? '{}') : {}
  const source = {
    electron: 'https://www.electronjs.org',
    chrome: 'https://www.chromium.org',
    node: 'https://nodejs.org'
  }
  return [
    component('electron', version, 'MIT', source.electron),
    ...(inside.chrome ? [component('chromium', inside.chrome, 'BSD-3-Clause', source.chrome)] : []),
    ...(inside.node ? [component('node', inside.node, 'MIT', source.node)] : []),
    component('ffmpeg', undefined, 'LGPL-2.1-or-later', 'https://ffmpeg.org')
  ]
}

/**
 * @param {string} name
 * @param {string | undefined} version
 * @param {string} licence
 * @param {string} url
 */
const component = (name, version, licence, url) => ({
  type: name === 'electron' ? 'framework' : 'library',
  name,
  ...(version === undefined ? {} : { version, purl: `pkg:generic/${name}@${version}` }),
  'bom-ref': `${name}@${version ?? ''}`,
  licenses: [{ license: { id: licence } }],
  externalReferences: [{ type: 'website', url }]
})
