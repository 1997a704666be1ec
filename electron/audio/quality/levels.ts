export interface Levels {
  readonly highest: number
  readonly lowest: number
  readonly dcOffset: number
  /** Mean square without the mean, dB re full scale. */
  readonly levelDb: number
}

/** Sums over a signal's samples, block by block. */
export interface LevelSums {
  push(block: Float32Array): void
  result(): Levels
}

const FLOOR_POWER = 1e-12

/** Accumulates extremes, mean and mean square. */
export const createLevelSums = (): LevelSums => {
  let count = 0
  let sum = 0
  let squares = 0
  let highest = 0
  let lowest = 0
  return {
    push: block => {
      let blockSum = 0
      let blockSquares = 0
      for (let index = 0; index < block.length; index++) {
        const value = block[index] as number
        blockSum += value
        blockSquares += value * value
        if (value > highest) highest = value
        else if (value < lowest) lowest = value
      }
      count += block.length
      sum += blockSum
      squares += blockSquares
    },
    result: () => {
      const dcOffset = count > 0 ? sum / count : 0
      const power = count > 0 ? Math.max(0, squares / count - dcOffset * dcOffset) : 0
      return { highest, lowest, dcOffset, levelDb: 10 * Math.log10(power + FLOOR_POWER) }
    }
  }
}
