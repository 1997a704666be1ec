import { openBytes } from './byte-source.ts'
import type { ByteSource } from './byte-source.ts'
import { countFlacFrames, flacReader } from './compressed/flac-reader.ts'
import { parseFlac } from './compressed/parse-flac.ts'
import { parseMp3 } from './compressed/parse-mp3.ts'
import { parseMp4 } from './compressed/parse-mp4.ts'
import { parseOgg } from './compressed/parse-ogg.ts'
import { wholeReader } from './compressed/whole-reader.ts'
import { detectFormat } from './detect-format.ts'
import { fileError } from './errors.ts'
import { MAX_CHANNELS, MAX_SAMPLE_RATE_HZ, MIN_FRAMES, MIN_SAMPLE_RATE_HZ } from './limits.ts'
import type { AudioInfo, AudioReader } from './types.ts'
import type { WavLayout } from './wav/layout.ts'
import { parseWav } from './wav/parse-wav.ts'
import { wavInfo, wavReader } from './wav/wav-reader.ts'

interface Probed {
  readonly info: AudioInfo
  readonly layout?: WavLayout
  /** Place of the format's signature: behind an ID3 tag, if any. */
  readonly start: number
}

const checkInfo = (info: AudioInfo, path: string): void => {
  if (info.sampleRateHz === 0) throw fileError('invalid', path, 'it states a sample rate of 0 Hz')
  if (info.sampleRateHz < MIN_SAMPLE_RATE_HZ || info.sampleRateHz > MAX_SAMPLE_RATE_HZ) {
    const limits = `${MIN_SAMPLE_RATE_HZ} Hz to ${MAX_SAMPLE_RATE_HZ / 1000} kHz are read`
    throw fileError('unsupported', path, `it states a sample rate of ${info.sampleRateHz} Hz; ${limits}`)
  }
  if (info.channels === 0) throw fileError('invalid', path, 'it states 0 channels')
  if (info.channels > MAX_CHANNELS) {
    throw fileError('unsupported', path, `it has ${info.channels} channels; at most ${MAX_CHANNELS} are read`)
  }
  if (info.frames === 0) throw fileError('unreadable', path, 'it holds no sound')
  if (info.frames < MIN_FRAMES)
    throw fileError('invalid', path, 'it holds a single sample, which is no recording')
}

const withFlacLength = async (source: ByteSource, info: AudioInfo, start: number): Promise<AudioInfo> => {
  if (info.frames > 0 || info.sampleRateHz === 0) return info
  const frames = await countFlacFrames(source, { info, start })
  return { ...info, frames, durationS: frames / info.sampleRateHz }
}

const probe = async (source: ByteSource): Promise<Probed> => {
  const { container, start } = await detectFormat(source)
  switch (container) {
    case 'wav': {
      const layout = await parseWav(source)
      return { info: wavInfo(layout), layout, start }
    }
    case 'flac':
      return { info: await withFlacLength(source, await parseFlac(source, start), start), start }
    case 'mp3':
      return { info: await parseMp3(source), start }
    case 'ogg':
      return { info: await parseOgg(source), start }
    case 'm4a':
      return { info: await parseMp4(source), start }
  }
}

const probeChecked = async (source: ByteSource): Promise<Probed> => {
  const probed = await probe(source)
  checkInfo(probed.info, source.path)
  return probed
}

const readerFor = async (source: ByteSource, { info, layout, start }: Probed): Promise<AudioReader> => {
  if (layout) return wavReader(source, layout)
  if (info.codec === 'flac' && info.container !== 'm4a') return flacReader(source, { info, start })
  const reader = await wholeReader(source, info)
  await source.close()
  return reader
}

/**
 * What a file is and how long, by its content.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const probeAudio = async (path: string): Promise<AudioInfo> => {
  const source = await openBytes(path)
  try {
    return (await probeChecked(source)).info
  } finally {
    await source.close()
  }
}

/**
 * Opens a file for reading; close it. WAV is read from any place, FLAC as a stream, the rest is decoded here.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const openAudio = async (path: string): Promise<AudioReader> => {
  const source = await openBytes(path)
  try {
    return await readerFor(source, await probeChecked(source))
  } catch (error) {
    await source.close()
    throw error
  }
}
