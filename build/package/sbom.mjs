import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { lastLines, run } from '../set-up/run.mjs'
import { EMBEDDED_PARTS } from './embedded-parts.mjs'

const TOOL = ['node_modules', '@cyclonedx', 'cyclonedx-npm', 'bin', 'cyclonedx-npm-cli.js']

/**
 * @typedef {object} Component the part of a CycloneDX component that is read here
 * @property {string} type
 * @property {string} name
 * @property {string} [group]
 * @property {string} [version]
 * @property {string} [bom-ref]
 */

/**
 * A CycloneDX bill of materials of what a package contains: cyclonedx-npm's of everything installed, without what
 * is not in it, with the parts that npm knows nothing of.
 * @param {string} root
 * @param {readonly import('./npm-parts.mjs').NpmPart[]} parts
 * @param {readonly Component[]} others Electron, TensorFlow ...
 */
export const billOfMaterials = async (root, parts, others) => {
  const bom = await installedBom(root)
  const wanted = new Set(parts.map(({ name, version }) => `${name}@${version}`))
  /** @param {Component} component */
  const isIn = ({ group, name, version }) => wanted.has(`${group ? `${group}/` : ''}${name}@${version}`)
  const components = /** @type {Component[]} */ (bom.components).filter(isIn)
  const embedded = EMBEDDED_PARTS.filter(({ inside }) => parts.some(({ name }) => name === inside))
  const all = [...components, ...embedded.map(embeddedComponent), ...others]
  const references = new Set([
    bom.metadata.component['bom-ref'],
    ...all.map(component => component['bom-ref'])
  ])
  /** @type {readonly { ref: string, dependsOn?: readonly string[] }[]} */
  const dependencies = bom.dependencies
  return {
    ...bom,
    components: all,
    dependencies: dependencies
      .filter(({ ref }) => references.has(ref))
      .map(({ ref, dependsOn = [] }) => ({
        ref,
        dependsOn: dependsOn.filter(other => references.has(other))
      }))
  }
}

/** @param {string} root */
const installedBom = async root => {
  const work = mkdtempSync(path.join(os.tmpdir(), 'earshot-sbom-'))
  try {
    const file = path.join(work, 'bom.json')
    const options = ['--flatten-components', '--output-reproducible', '--output-file', file]
    const { status, output } = await run(process.execPath, [path.join(root, ...TOOL), ...options], {
      cwd: root
    })
    if (status !== 0) throw new Error(`cyclonedx-npm failed:\n${lastLines(output)}`)
    return JSON.parse(readFileSync(file, 'utf8'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {import('./embedded-parts.mjs').EmbeddedPart} part */
const embeddedComponent = ({ name, inside, licence, source }) => ({
  type: 'library',
  name,
  'bom-ref': `${inside}|${name}`,
  licenses: [{ expression: licence }],
  description: `Inside ${inside}`,
  externalReferences: source.split(', ').map(url => ({ type: 'website', url }))
})
