import path from 'node:path'
import { lastLines, run } from '../set-up/run.mjs'
import { buildTime } from './build-time.mjs'
import { packageFile } from './description.mjs'

/**
 * The unpacked package as an archive with one folder, with fixed order, owners and times.
 * @param {string} root
 * @param {import('./description.mjs').Description} description
 * @param {string} folder the unpacked package
 * @param {string} output folder for the archive
 * @returns {Promise<string>} file
 */
export const buildTar = async (root, description, folder, output) => {
  const file = path.join(output, packageFile(description, 'linux', process.arch, 'tar.gz'))
  const top = `${description.linux.executableName}-${description.version}`
  const env = { ...process.env, GZIP: '-n' }
  const { status, output: said } = await run(
    'tar',
    [
      ...['--create', '--gzip', '--file', file, '--sort=name', `--mtime=@${buildTime(root)}`],
      ...['--owner=0', '--group=0', '--numeric-owner', `--transform=s,^[.],${top},`],
      ...['--directory', folder, '.']
    ],
    { env }
  )
  if (status !== 0) throw new Error(`tar failed:\n${lastLines(said)}`)
  return file
}
