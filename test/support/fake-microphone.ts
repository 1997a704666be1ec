import { writeNoiseWav } from './wav-files.ts'

/** The rate of Chromium's fake device: a file at this rate reaches the page unchanged. */
export const FAKE_RATE_HZ = 44_100

/** Flags that make a file Chromium's microphone, from its beginning when the device is opened. */
export const microphoneFlags = (file: string, { isRepeated }: { readonly isRepeated: boolean }): string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}${isRepeated ? '' : '%noloop'}`
]

/** Answers the browser's question for the microphone with yes; the desktop asks none. */
export const ALLOWS_MICROPHONE = '--use-fake-ui-for-media-stream'

/** Seeded noise for the fake microphone: no stretch of it comes twice. */
export const writeMicrophoneFile = (file: string, seconds: number): string =>
  writeNoiseWav(file, 7, { seconds, sampleRateHz: FAKE_RATE_HZ })

/** One step of 16 bits. */
const LSB = 1 / 32768
const PROBE_FRAMES = 64

const isSame = (a: Float32Array, aFrom: number, b: Float32Array, bFrom: number, frames: number): boolean => {
  for (let index = 0; index < frames; index++) {
    const difference = (a[aFrom + index] ?? Infinity) - (b[bFrom + index] ?? Infinity)
    if (!(Math.abs(difference) <= LSB)) return false
  }
  return true
}

/** Where the sound `probe` begins in `sound`, within one step of 16 bits; -1: nowhere. */
const find = (probe: Float32Array, sound: Float32Array): number => {
  for (let at = 0; at + probe.length <= sound.length; at++) {
    if (isSame(probe, 0, sound, at, probe.length)) return at
  }
  return -1
}

export interface Alignment {
  /** Frame of the stored sound at which the original begins (negative: it begins within the original). */
  readonly shift: number
  /** Frames that both have, and those of them that differ by more than one step of 16 bits. */
  readonly shared: number
  readonly different: number
}

/** Lays stored sound over its original by a stretch from frame `probeAt` of the stored one, and compares all of it. */
export const align = (stored: Float32Array, original: Float32Array, probeAt: number): Alignment => {
  const found = find(stored.subarray(probeAt, probeAt + PROBE_FRAMES), original)
  if (found < 0) throw new Error(`frame ${probeAt} of the recording is nowhere in the original`)
  const shift = probeAt - found
  const from = Math.max(0, shift)
  const to = Math.min(stored.length, original.length + shift)
  let different = 0
  for (let frame = from; frame < to; frame++) {
    if (Math.abs((stored[frame] ?? 0) - (original[frame - shift] ?? 0)) > LSB) different++
  }
  return { shift, shared: to - from, different }
}
