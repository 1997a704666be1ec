import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const here = path.dirname(fileURLToPath(import.meta.url))

/** The project's root in the checkout, or the folder of the bundle. */
const appRoot = (): string =>
  [path.join(here, '../..'), here, path.join(here, '..')].find(folder =>
    existsSync(path.join(folder, 'package.json'))
  ) ?? here

/** Version of the application, from its package.json. */
export const appVersion = (): string =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(appRoot(), 'package.json'), 'utf8'))).version

/** Folder of the built interface; it may not exist yet. */
export const rendererDir = (): string => path.join(appRoot(), 'dist', 'renderer')
