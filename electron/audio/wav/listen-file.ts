import { open, rm } from 'node:fs/promises'
import { openAudio } from '../open-audio.ts'
import { toPcm16, wavHeader16 } from './wav-writer.ts'

/**
 * Writes one channel (counted from 1) of a file as 16-bit WAV at its own rate, block by block.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason; nothing is left behind then
 */
export const writeListenFile = async (
  path: string,
  channel: number,
  outPath: string,
  signal?: AbortSignal
): Promise<void> => {
  const reader = await openAudio(path)
  try {
    const out = await open(outPath, 'w')
    try {
      const { frames, sampleRateHz } = reader.info
      await out.write(wavHeader16(frames, 1, sampleRateHz))
      for await (const block of reader.blocks({ channels: [channel], ...(signal ? { signal } : {}) })) {
        await out.write(toPcm16(block))
      }
    } finally {
      await out.close()
    }
  } catch (error) {
    await rm(outPath, { force: true })
    throw error
  } finally {
    await reader.close()
  }
}
