/** The largest difference of two series of numbers, relative to the second; infinite where they do not compare. */
export const largestDifference = (found: ArrayLike<number>, wanted: ArrayLike<number>): number => {
  if (found.length !== wanted.length || wanted.length === 0) return Infinity
  const differences = Array.from(found, (value, index) => {
    const reference = wanted[index] ?? NaN
    return Math.abs(value - reference) / Math.max(Math.abs(reference), 1e-6)
  })
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences)
}
