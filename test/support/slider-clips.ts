import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { FLACDecoder } from '@wasm-audio-decoders/flac'
import { dataPath } from './data.ts'

/** Name of the folder of real slide-rail recordings below the test data. */
export const SLIDER = 'mimii-slider-id00'

/** A decoded 16-kHz mono clip and its file name. */
export interface LoadedClip {
  readonly file: string
  readonly samples: Float32Array
}

/** The clips of one folder of `mimii-slider-id00` (train or test), sorted by name. */
export const loadSliderClips = async (folder: 'train' | 'test'): Promise<LoadedClip[]> => {
  const directory = dataPath(SLIDER, folder)
  const decoder = new FLACDecoder()
  await decoder.ready
  const clips: LoadedClip[] = []
  for (const file of readdirSync(directory).sort()) {
    const { channelData } = await decoder.decodeFile(readFileSync(path.join(directory, file)))
    const [channel] = channelData
    if (!channel) throw new Error(`${file} has no channel`)
    // The decoder scales 16 bits by 32767, the analysis signal by 32768.
    clips.push({ file, samples: channel.map(value => value * (32767 / 32768)) })
    await decoder.reset()
  }
  decoder.free()
  return clips
}
