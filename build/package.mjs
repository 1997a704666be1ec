// Builds the packages that this system can: `npm run package`, or some of them: `npm run package -- dir deb`.
// `npm run package -- weigh` says what the unpacked package is made of.
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBuilder, unpackedFolder } from './package/builder.mjs'
import { buildDeb } from './package/deb-package.mjs'
import { packageFile, readDescription } from './package/description.mjs'
import { findElectronDist } from './package/electron-dist.mjs'
import { SBOM } from './package/notices.mjs'
import { buildTar } from './package/tar-package.mjs'
import { chooseTargets, obstacle, ownTargets, TARGETS } from './package/targets.mjs'
import { buildUnpacked } from './package/unpacked.mjs'
import { weigh } from './package/weigh.mjs'

const WRONG_USAGE = 64
const root = fileURLToPath(new URL('..', import.meta.url))
const output = path.join(root, 'dist', 'packages')
const description = readDescription(root)

/**
 * @param {import('./package/targets.mjs').TargetName} target
 * @param {string} folder the unpacked package
 * @returns {Promise<readonly string[]>} what was made
 */
const build = async (target, folder) => {
  if (target === 'dir') return [folder, keepSbom(folder)]
  if (target === 'tar.gz') return [await buildTar(root, description, folder, output)]
  if (target === 'deb') return [await buildDeb(root, description, folder, output)]
  return runBuilder(root, target, output)
}

/** The bill of materials also lies beside the packages. @param {string} folder */
const keepSbom = folder => {
  const inMac = path.join(folder, `${description.productName}.app`, 'Contents', 'Resources')
  const resources = existsSync(inMac) ? inMac : path.join(folder, 'resources')
  const file = path.join(output, packageFile(description, process.platform, process.arch, 'cdx.json'))
  copyFileSync(path.join(resources, SBOM), file)
  return file
}

/** @param {string} file */
const describe = file => {
  const stats = statSync(file)
  const place = path.relative(root, file)
  return stats.isDirectory() ? place : `${place} (${(stats.size / 1e6).toFixed(1)} MB)`
}

/**
 * Builds one after the other and says what came of each.
 * @param {readonly import('./package/targets.mjs').TargetName[]} targets
 * @param {string} folder the unpacked package
 * @returns {Promise<boolean>} whether all were built
 */
const buildAll = async (targets, folder) => {
  let areAllBuilt = true
  for (const target of targets) {
    try {
      const reason = obstacle(target)
      if (reason !== undefined) throw new Error(reason)
      console.log(`${target}: ${(await build(target, folder)).map(describe).join(', ')}`)
    } catch (error) {
      console.log(`${target}: not built: ${error instanceof Error ? error.message : String(error)}`)
      areAllBuilt = false
    }
  }
  return areAllBuilt
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<number>} exit status
 */
const main = async names => {
  if (names.includes('weigh')) return weigh(root, unpackedFolder(output))
  const chosen = chooseTargets(names)
  if (typeof chosen === 'string') {
    console.error(`${chosen}, weigh`)
    return WRONG_USAGE
  }
  const electron = findElectronDist(root, process.env)
  if (electron === undefined) {
    console.error(
      'There is no Electron to pack. Fetch it with "node node_modules/electron/install.js",\n' +
        'or name an unpacked one in ELECTRON_OVERRIDE_DIST_PATH.'
    )
    return 1
  }
  mkdirSync(output, { recursive: true })
  console.log(`Packing with Electron ${electron.version}`)
  const folder = await buildUnpacked(root, output, electron)
  const areAllBuilt = await buildAll(chosen, folder)
  if (names.length > 0) return areAllBuilt ? 0 : 1
  // All that this system can was asked for: what it cannot is said, and no failure.
  const others = TARGETS.filter(target => !ownTargets().includes(target))
  for (const target of others) console.log(`${target}: not built: ${obstacle(target)}`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
