/** A benchmark module: `npm run bench -- NAME [ARGUMENTS]` runs test/bench/NAME.ts. */
export interface Benchmark {
  run(args: readonly string[]): Promise<void>
}

const ROUNDS = 5

/** Median wall time in milliseconds of some work done five times, after one round that does not count. */
export const medianOfFive = async (work: () => unknown): Promise<number> => {
  await work()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedMs = performance.now()
    await work()
    times.push(performance.now() - startedMs)
  }
  return times.sort((a, b) => a - b)[(ROUNDS - 1) / 2] ?? NaN
}

/** Prints one measured value beside the bar it should keep: `fit 50 clips   812 ms   (at most 1500 ms)`. */
export const printResult = (name: string, value: number, unit: string, bar?: string): void => {
  const text = value >= 100 ? value.toFixed(0) : value.toPrecision(3)
  console.log(`${name.padEnd(44)} ${text.padStart(8)} ${unit}${bar === undefined ? '' : `   (${bar})`}`)
}
