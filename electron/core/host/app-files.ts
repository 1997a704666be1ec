import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const here = path.dirname(fileURLToPath(import.meta.url))

/** The project's folder in the checkout, the package's in a bundle: the nearest one above with a package.json. */
const appRoot = (): string => {
  for (let folder = here; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json')) || folder === path.dirname(folder)) return folder
  }
}

/** Version of the application, from its package.json. */
export const appVersion = (): string =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path.join(appRoot(), 'package.json'), 'utf8'))).version

/** Folder of the built interface; it may not exist yet. */
export const rendererDir = (): string => path.join(appRoot(), 'dist', 'renderer')
