// Builds the packages that this system can: `npm run package`, or some: `npm run package -- dir deb`.
// `npm run package -- weigh` says what the unpacked package is made of.
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleDesktop } from './bundle.mjs'
import { buildDeb } from './package/deb-package.mjs'
import { readDescription } from './package/description.mjs'
import { findElectronDist } from './package/electron-dist.mjs'
import { unpackedFolder, runBuilder } from './package/builder.mjs'
import { buildTar } from './package/tar-package.mjs'
import { chooseTargets, obstacle, ownTargets, TARGETS } from './package/targets.mjs'
import { weigh } from './package/weigh.mjs'

const WRONG_USAGE = 64
const root = fileURLToPath(new URL('..', import.meta.url))
const output = path.join(root, 'dist', 'packages')

/**
 * The unpacked package, which all others of this system are made from.
 */
const buildFolder = async () => {
  await bundleDesktop(root)
  rmSync(unpackedFolder(output), { recursive: true, force: true })
  return runBuilder(root, 'dir', output)
}

/**
 * @param {import('./package/targets.mjs').TargetName} target
 * @returns {Promise<readonly string[]>} what was made
 */
const build = async target => {
  const folder = unpackedFolder(output)
  if (target === 'dir') return buildFolder()
  if (target === 'tar.gz') return [await buildTar(root, readDescription(root), folder, output)]
  if (target === 'deb') return [await buildDeb(root, readDescription(root), folder, output)]
  return runBuilder(root, target, output)
}

/** @param {number} bytes */
const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`

/** @param {string} file */
const describe = file => {
  const stats = statSync(file)
  const place = path.relative(root, file)
  return stats.isDirectory() ? place : `${place} (${megabytes(stats.size)})`
}

/** @param {readonly import('./package/targets.mjs').TargetName[]} targets */
const buildAll = async targets => {
  mkdirSync(output, { recursive: true })
  let hasFailed = false
  for (const target of targets) {
    const reason = obstacle(target)
    if (reason !== undefined) {
      console.log(`${target}: not built: ${reason}`)
      hasFailed = true
      continue
    }
    try {
      const made = await build(target)
      console.log(`${target}: ${made.map(describe).join(', ')}`)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      console.log(`${target}: not built: ${message}`)
      hasFailed = true
    }
  }
  return hasFailed
}

/** @param {readonly string[]} names */
const main = async names => {
  if (names.includes('weigh')) return weigh(root, unpackedFolder(output))
  const chosen = chooseTargets(names)
  if (typeof chosen === 'string') {
    console.error(`${chosen}, weigh`)
    return WRONG_USAGE
  }
  if (findElectronDist(root, process.env) === undefined) {
    console.error(
      'There is no Electron to pack. Fetch it with "node node_modules/electron/install.js",\n' +
        'or name an unpacked one in ELECTRON_OVERRIDE_DIST_PATH.'
    )
    return 1
  }
  const needsFolder = chosen.some(target => target !== 'dir')
  const targets = needsFolder && !chosen.includes('dir') ? ['dir', ...chosen] : chosen
  const hasFailed = await buildAll(/** @type {typeof chosen} */ (targets))
  for (const target of TARGETS.filter(name => !ownTargets().includes(name) && names.length === 0)) {
    console.log(`${target}: not built: ${obstacle(target)}`)
  }
  // All that this system can was asked for: what it cannot is no failure, but something must have been made.
  return hasFailed && (names.length > 0 || !existsSync(unpackedFolder(output))) ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
