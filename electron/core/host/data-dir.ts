import path from 'node:path'
import envPaths from 'env-paths'

/**
 * The data folder: what was asked for, else EARSHOT_DATA_DIR, else the system's place for application data
 * (Linux ~/.local/share/earshot, macOS ~/Library/Application Support/earshot, Windows %LOCALAPPDATA%\earshot\Data).
 */
export const dataDirFor = (asked: string | undefined, env: NodeJS.ProcessEnv = process.env): string =>
  path.resolve(asked ?? (env.EARSHOT_DATA_DIR || envPaths('earshot', { suffix: '' }).data))

export { makeDataFolder } from '../../store/data-folder.ts'
