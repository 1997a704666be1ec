/** Most channels of a file. */
export const MAX_CHANNELS = 32
/** Sample rates outside these are refused: nothing that records sound has them, broken headers do. */
export const MIN_SAMPLE_RATE_HZ = 100
export const MAX_SAMPLE_RATE_HZ = 1_000_000
/** Fewest samples that are a recording at all. */
export const MIN_FRAMES = 2
/** Longest file of a format that can only be decoded whole, and longest part that is held in memory, in s. */
export const MAX_WHOLE_S = 7200
/** Samples of one channel in a block read from a file. */
export const BLOCK_FRAMES = 65_536
/** Sample rate of the signal that is analysed, in Hz. */
export const ANALYSIS_RATE_HZ = 16_000
