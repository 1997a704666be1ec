import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { decodeChannel } from '../../../electron/audio/index.ts'

/** Paths of the recordings in a data folder. */
export const storedFiles = async (dataDir: string): Promise<string[]> => {
  const folder = path.join(dataDir, 'recordings')
  const names = await readdir(folder, { recursive: true })
  return names.filter(name => name.endsWith('.wav')).map(name => path.join(folder, name))
}

/** Samples of the first channel, -1 to 1. */
export const samplesOf = async (file: string): Promise<Float32Array> => (await decodeChannel(file, 1)).samples
