import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import mt19937 from '@stdlib/random-base-mt19937'
import { encodeWav16 } from '../../electron/audio/wav/wav-writer.ts'

/** Largest number of the generator. */
const LARGEST = 0xffffffff

export interface NoiseShape {
  readonly seconds: number
  readonly sampleRateHz?: number
  readonly channels?: number
  readonly amplitude?: number
}

/** Seeded machine-like noise: white with a hum, so that no badge is due. */
export const noise = (
  seed: number,
  { seconds, sampleRateHz = 16_000, amplitude = 0.1 }: NoiseShape
): Float32Array => {
  const next = mt19937.factory({ seed: seed + 1 })
  return Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, index) =>
      amplitude *
      (((2 * next()) / LARGEST - 1) * 0.5 + 0.3 * Math.sin((2 * Math.PI * 50 * index) / sampleRateHz))
  )
}

/** Writes seeded noise as 16-bit WAV and returns its path; folders are made. */
export const writeNoiseWav = (filePath: string, seed: number, shape: NoiseShape): string => {
  const { channels = 1, sampleRateHz = 16_000 } = shape
  const signals = Array.from({ length: channels }, (_, channel) => noise(seed * 100 + channel, shape))
  mkdirSync(path.dirname(filePath), { recursive: true })
  writeFileSync(filePath, encodeWav16(signals, sampleRateHz))
  return filePath
}
