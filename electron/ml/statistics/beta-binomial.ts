/**
 * Smallest count out of `trials` whose cumulative probability reaches `probability`, where the rate has the
 * beta distribution (a, b): a quantile of the beta-binomial distribution.
 */
export const betaBinomialQuantile = (
  probability: number,
  trials: number,
  { a, b }: { readonly a: number; readonly b: number }
): number => {
  let mass = 1
  for (let index = 0; index < trials; index++) mass *= (b + index) / (a + b + index)
  let total = mass
  let count = 0
  while (total < probability && count < trials) {
    mass *= (((trials - count) / (count + 1)) * (a + count)) / (b + trials - count - 1)
    total += mass
    count++
  }
  return count
}
