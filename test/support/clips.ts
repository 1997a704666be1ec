import path from 'node:path'
import type { ClipRef, Compute, FitClip, PreparedFile } from '../../electron/contract/compute.ts'
import { featuresFile } from '../../electron/contract/paths.ts'
import { runCollecting } from './compute.ts'

export interface ImportOptions {
  readonly dataDir: string
  readonly clipLengthS: number
  readonly channel?: number
}

/** Prepares files as an import does and gives their clips as fit and score take them. */
export const importClips = async (
  compute: Compute,
  paths: readonly string[],
  { dataDir, clipLengthS, channel = 1 }: ImportOptions
): Promise<FitClip[]> => {
  const files = paths.map(filePath => ({ key: filePath, path: filePath }))
  const { items } = await runCollecting(compute, 'prepare', {
    files,
    dataDir,
    channel,
    clipLengthS,
    knownSha256: [],
    copiesFiles: true
  })
  return items.flatMap(item => clipsOf(item, dataDir, channel))
}

const clipsOf = (prepared: PreparedFile, dataDir: string, channel: number): FitClip[] => {
  if (prepared.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(prepared)}`)
  const fileName = path.basename(prepared.key)
  return prepared.clips.map(({ index, startS, lengthS }) => ({
    clipId: `${fileName}#${index}`,
    recordingId: fileName,
    fileName,
    audioPath: path.join(dataDir, prepared.storedPath),
    channel,
    startS,
    lengthS,
    featuresPath: path.join(dataDir, featuresFile(prepared.sha256, channel, startS, lengthS)),
    block: null,
    domain: null,
    attributes: {}
  }))
}

/** A fit of the default detector, but for its clips and folder. */
export const AUTO_FIT = {
  detector: 'auto',
  ignoreLevel: false,
  params: {},
  seed: 1,
  budgetS: null,
  siblings: [],
  cacheDir: '',
  checkpointDir: ''
} as const

/** A fit's clip as a score task takes it, under another id: the model then does not know it as its own. */
export const asOther = ({ block: _, ...clip }: FitClip): ClipRef => ({
  ...clip,
  clipId: `other ${clip.clipId}`
})
