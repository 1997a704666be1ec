import type { ByteSource } from './byte-source.ts'
import { fileError } from './errors.ts'
import { findMp3Start } from './compressed/parse-mp3.ts'
import { id3Length } from './compressed/parse-flac.ts'
import type { AudioContainer } from './types.ts'

/** What a file is by its first bytes, and where that begins (behind an ID3 tag). */
export interface DetectedFormat {
  readonly container: AudioContainer
  readonly start: number
}

const HEAD_BYTES = 80 * 1024

// Signatures of what people have in the same folders, so that the reason names it.
const OTHERS: readonly (readonly [at: number, signature: string, what: string])[] = [
  [0, 'FORM', 'an AIFF file'],
  [0, 'caff', 'a Core Audio file'],
  [0, '\x30\x26\xb2\x75', 'a Windows Media file'],
  [0, '\x1aE\xdf\xa3', 'a Matroska or WebM file'],
  [0, '#!AMR', 'an AMR file'],
  [0, 'riff\x2e\x91\xcf\x11', 'a Wave64 file'],
  [0, 'MThd', 'a MIDI file'],
  [0, '%PDF', 'a PDF'],
  [0, 'PK\x03\x04', 'a ZIP archive'],
  [0, '\x89PNG', 'a PNG picture'],
  [0, '\xff\xd8\xff', 'a JPEG picture'],
  [0, 'GIF8', 'a GIF picture'],
  [0, 'wvpk', 'a WavPack file'],
  [0, 'MAC ', "a Monkey's Audio file"],
  [0, 'RIFX', 'a big-endian WAV file'],
  [0, '.snd', 'a Sun audio file']
]

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

const RIFF_KINDS = new Set(['RIFF', 'RF64', 'BW64'])

const bySignature = (head: Uint8Array, start: number): AudioContainer | null => {
  const id = latin(head, start, start + 4)
  if (RIFF_KINDS.has(id) && latin(head, start + 8, start + 12) === 'WAVE') return 'wav'
  if (id === 'fLaC') return 'flac'
  if (id === 'OggS') return 'ogg'
  if (latin(head, start + 4, start + 8) === 'ftyp') return 'm4a'
  return null
}

/**
 * The format of a file by its content; its name is not looked at.
 * @throws unsupported: something else, named where it is known
 */
export const detectFormat = async (source: ByteSource): Promise<DetectedFormat> => {
  const head = await source.read(0, 12)
  const plain = bySignature(head, 0)
  if (plain) return { container: plain, start: 0 }
  const tag = id3Length(head)
  if (tag > 0 && latin(await source.read(tag, 4), 0, 4) === 'fLaC') return { container: 'flac', start: tag }
  if (RIFF_KINDS.has(latin(head, 0, 4)))
    throw fileError('unsupported', source.path, 'it is a RIFF file without sound')
  const other = OTHERS.find(([at, signature]) => latin(head, at, at + signature.length) === signature)
  if (other) throw fileError('unsupported', source.path, `it is ${other[2]}, which is not read`)
  if (findMp3Start(await source.read(0, tag + HEAD_BYTES)) >= 0) return { container: 'mp3', start: tag }
  throw fileError(
    'unsupported',
    source.path,
    'it is not an audio file: WAV, FLAC, MP3, OGG, Opus and M4A are read'
  )
}
