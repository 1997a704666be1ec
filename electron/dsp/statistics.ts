/** The `rank`-th smallest (from 0) of the first `length` values; reorders them (Hoare's quickselect). */
export const selectInPlace = (values: Float32Array, length: number, rank: number): number => {
  let low = 0
  let high = length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number
    let left = low
    let right = high
    while (left <= right) {
      while ((values[left] as number) < pivot) left++
      while ((values[right] as number) > pivot) right--
      if (left <= right) {
        const swap = values[left] as number
        values[left++] = values[right] as number
        values[right--] = swap
      }
    }
    if (rank <= right) high = right
    else if (rank >= left) low = left
    else break
  }
  return values[rank] as number
}

/** Rank of the quantile q among n values without interpolation: min(n - 1, floor(q n)). */
export const quantileRank = (q: number, n: number): number => Math.min(n - 1, Math.floor(q * n))

/** Mean of a list of numbers. */
export const mean = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += values[index] as number
  return sum / values.length
}

/** Population standard deviation (divides by n). */
export const deviation = (values: ArrayLike<number>): number => {
  const centre = mean(values)
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += ((values[index] as number) - centre) ** 2
  return Math.sqrt(sum / values.length)
}

/** Median; the mean of the middle two of an even count. */
export const median = (values: ArrayLike<number>): number => {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Overall level in dB re full scale: 10 log10(mean square + 1e-12). */
export const levelDb = (samples: Float32Array): number => {
  let sum = 0
  for (let index = 0; index < samples.length; index++) sum += (samples[index] as number) ** 2
  return 10 * Math.log10(sum / samples.length + 1e-12)
}
