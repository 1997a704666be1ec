import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { unpackedFolder } from '../../../build/package/builder.mjs'
import { findElectron } from '../../../build/set-up/electron.mjs'
import { isStandIn, standInEquipment } from '../../../build/set-up/stand-in.mjs'

const root = path.resolve(import.meta.dirname, '../../..')
const folder = unpackedFolder(path.join(root, 'dist', 'packages'))
const PROGRAM = 'earshot'
/** Too large to be copied for each test, and only read. */
const LINKED = path.join('resources', 'tensorflow')

/** The unpacked package of the sources as they are, built where it is not; its program. */
export const buildPackage = async (): Promise<{ folder: string; program: string }> => {
  await promisify(execFile)(process.execPath, ['build/package.mjs', 'dir'], { cwd: root })
  return { folder, program: path.join(folder, PROGRAM) }
}

/**
 * A copy of the unpacked package that Playwright can drive: its program may be inspected, and where Electron is a
 * stand-in, it starts with the tests' equipment. The application's archive is the package's own.
 */
export const drivablePackage = async (): Promise<{ program: string; remove: () => Promise<void> }> => {
  const place = await mkdtemp(path.join(os.tmpdir(), 'earshot-package-'))
  const copy = path.join(place, PROGRAM)
  await cp(folder, copy, { recursive: true, filter: source => path.relative(folder, source) !== LINKED })
  await symlink(path.join(folder, LINKED), path.join(copy, LINKED))
  const program = path.join(copy, PROGRAM)
  const electron = findElectron(root, process.env)
  const needsEquipment = electron !== undefined && isStandIn(electron)
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    ...(needsEquipment ? { [FuseV1Options.OnlyLoadAppFromAsar]: false } : {})
  })
  if (needsEquipment) await addEquipment(path.join(copy, 'resources'))
  return { program, remove: () => rm(place, { recursive: true, force: true }) }
}

/** An application that loads the equipment, then the archive; that has another name, or Electron would prefer it. */
const addEquipment = async (resources: string): Promise<void> => {
  for (const ending of ['', '.unpacked']) {
    await rename(path.join(resources, `app.asar${ending}`), path.join(resources, `package.asar${ending}`))
  }
  const app = path.join(resources, 'app')
  const { args, env } = standInEquipment(root, process.env)
  const lines = [
    ...Object.entries(env).map(([name, value]) => `process.env.${name} = ${JSON.stringify(value)}`),
    ...[...args.filter(argument => argument !== '-r'), path.join(import.meta.dirname, 'hold.cjs')].map(
      file => `require(${JSON.stringify(file)})`
    ),
    "require('../package.asar/dist/desktop/main.cjs')"
  ]
  await mkdir(app)
  await writeFile(path.join(app, 'start.cjs'), lines.join('\n'))
  await writeFile(
    path.join(app, 'package.json'),
    JSON.stringify({ name: PROGRAM, version: '0.0.0', main: 'start.cjs' })
  )
}
