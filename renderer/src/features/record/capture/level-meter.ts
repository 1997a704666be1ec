/** What a level meter shows of one channel, in dB relative to full scale (-Infinity: digital silence). */
export interface MeterReading {
  /** Rises at once, falls by 20 dB in 1.7 s (IEC 60268-10, type I). */
  readonly peakDb: number
  /** Highest peak of the last two seconds. */
  readonly holdDb: number
  /** Over 300 ms, the integration time of a VU meter (IEC 60268-17). */
  readonly rmsDb: number
}

const FALL_DB_PER_S = 20 / 1.7
const HOLD_S = 2
const RMS_S = 0.3

/** An amplitude or root mean square (full scale = 1) in dB. */
export const toDb = (amplitude: number): number => 20 * Math.log10(amplitude)

export interface LevelMeter {
  /** Highest absolute sample and sum of squares per channel, of `frames` frames that follow the last ones. */
  push(peaks: readonly number[], squares: readonly number[], frames: number): void
  readonly readings: readonly MeterReading[]
}

/** A meter whose time is that of the sound, not of the clock: the same sound gives the same readings. */
export const createLevelMeter = (sampleRateHz: number, channels: number): LevelMeter => {
  const state = Array.from({ length: channels }, () => ({
    peakDb: -Infinity,
    holdDb: -Infinity,
    heldS: 0,
    meanSquare: 0
  }))
  return {
    push: (peaks, squares, frames) => {
      const seconds = frames / sampleRateHz
      // One pole: after RMS_S it has gone 63 % of the way to a new level.
      const share = 1 - Math.exp(-seconds / RMS_S)
      for (const [index, channel] of state.entries()) {
        const blockDb = toDb(peaks[index] ?? 0)
        channel.peakDb = Math.max(blockDb, channel.peakDb - FALL_DB_PER_S * seconds)
        channel.heldS += seconds
        if (blockDb >= channel.holdDb) {
          channel.holdDb = blockDb
          channel.heldS = 0
        } else if (channel.heldS > HOLD_S) channel.holdDb = Math.max(channel.peakDb, blockDb)
        channel.meanSquare += share * ((squares[index] ?? 0) / frames - channel.meanSquare)
      }
    },
    get readings() {
      return state.map(({ peakDb, holdDb, meanSquare }) => ({
        peakDb,
        holdDb,
        rmsDb: toDb(Math.sqrt(meanSquare))
      }))
    }
  }
}

/** Where a level stands on a meter from -60 to 0 dB, 0 to 1. */
export const meterFraction = (levelDb: number): number => Math.max(0, Math.min(1, 1 + levelDb / 60))
