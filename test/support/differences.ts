/** The largest difference of two series of numbers, relative to the second; infinite where they do not compare. */
export const largestDifference = (found: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  if (found.length !== wanted.length || wanted.length === 0) return Infinity
  const differences = Array.from(found, (value, index) => {
    const reference = wanted[index] ?? NaN
    return Math.abs(value - reference) / Math.max(Math.abs(reference), 1e-6)
  })
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences)
}

/** The largest difference relative to the largest number of the second: for arrays with numbers near zero. */
export const differenceOfScale = (found: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  if (found.length !== wanted.length || wanted.length === 0) return Infinity
  const pairs = Array.from(wanted, (reference, index) => [found[index] ?? NaN, reference] as const)
  const largest = (values: readonly number[]): number =>
    values.reduce((most, value) => Math.max(most, value), 0)
  if (pairs.some(([value]) => Number.isNaN(value))) return Infinity
  return (
    largest(pairs.map(([value, reference]) => Math.abs(value - reference))) /
    largest(pairs.map(([, reference]) => Math.abs(reference)))
  )
}
