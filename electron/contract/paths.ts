/**
 * Where derived files lie below the data folder. Pure functions of what they are derived from, so that the host
 * and a compute process agree without asking. `cache/` may be deleted at any time. Forward slashes.
 */

/** Cached features of one clip; the suffix counts their format. Start and length in seconds, channel from 1. */
export const featuresFile = (sha256: string, channel: number, startS: number, lengthS: number): string =>
  `cache/features/${sha256.slice(0, 2)}/${sha256}-c${channel}-${Math.round(startS * 1000)}-${Math.round(lengthS * 1000)}.f1`

/** Min-max pairs of one channel, 100 a second, Int8. */
export const peaksFile = (sha256: string, channel: number): string =>
  `cache/peaks/${sha256.slice(0, 2)}/${sha256}-c${channel}.i8`

/** One channel as 16-bit WAV for the player. */
export const listenFile = (sha256: string, channel: number): string =>
  `cache/listen/${sha256.slice(0, 2)}/${sha256}-c${channel}.wav`
