/** Mean of a figure over seeds and its sample standard deviation; null where it is undefined for a seed. */
export interface Spread {
  readonly mean: number | null
  /** Null for a single seed. */
  readonly deviation: number | null
}

/** Mean and sample standard deviation (divides by n - 1). */
export const spreadOf = (values: readonly (number | null)[]): Spread => {
  const defined = values.filter(value => value !== null)
  if (defined.length === 0 || defined.length < values.length) return { mean: null, deviation: null }
  const mean = defined.reduce((sum, value) => sum + value, 0) / defined.length
  if (defined.length === 1) return { mean, deviation: null }
  const squares = defined.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (defined.length - 1)) }
}
