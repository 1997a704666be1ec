import type { FLACDecoder } from '@wasm-audio-decoders/flac'

const MOST_IDLE = 4
const idle: FLACDecoder[] = []

/** A FLAC decoder of one's own until it is given back; making one compiles WebAssembly, so they are kept. */
export const takeFlacDecoder = async (): Promise<FLACDecoder> => {
  const known = idle.pop()
  if (known) return known
  const { FLACDecoder: Decoder } = await import('@wasm-audio-decoders/flac')
  const decoder = new Decoder()
  await decoder.ready
  return decoder
}

/** Gives a decoder back, reset, since it remembers its file. */
export const giveBackFlacDecoder = async (decoder: FLACDecoder): Promise<void> => {
  await decoder.reset()
  if (idle.length < MOST_IDLE) idle.push(decoder)
  else decoder.free()
}
