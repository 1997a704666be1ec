/** Embeddings or features: n rows of d values each. */
export type Rows = readonly Float64Array[]

/** A row scaled to length 1; a row of zeros stays one. */
export const unitRow = (row: Float64Array): Float64Array => {
  let squared = 0
  for (let index = 0; index < row.length; index++) squared += (row[index] as number) ** 2
  const length = Math.sqrt(squared)
  return length === 0 ? row.slice() : row.map(value => value / length)
}

/** Cosine distance 1 - a.b of two rows of length 1, 0 to 2. */
export const unitDistance = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number)
  return Math.max(0, 1 - sum)
}

/** Squared Euclidean distance. */
export const squaredDistance = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] as number) - (b[index] as number)
    sum += difference * difference
  }
  return sum
}

/** The `count` smallest of some numbers, ascending; all where there are fewer. */
export const smallest = (values: ArrayLike<number>, count: number): number[] => {
  const kept: number[] = []
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (kept.length === count && value >= (kept[count - 1] as number)) continue
    let at = kept.length
    while (at > 0 && (kept[at - 1] as number) > value) at--
    kept.splice(at, 0, value)
    if (kept.length > count) kept.pop()
  }
  return kept
}

/** Number of columns; 0 without rows. */
export const widthOf = (rows: Rows): number => rows[0]?.length ?? 0

/** Rows one behind the other, to be saved. */
export const flatten = (rows: Rows): Float64Array => {
  const width = widthOf(rows)
  const flat = new Float64Array(rows.length * width)
  for (const [index, row] of rows.entries()) flat.set(row, index * width)
  return flat
}

/** What `flatten` joined. */
export const unflatten = (flat: Float64Array, count: number): Float64Array[] => {
  const width = count === 0 ? 0 : flat.length / count
  return Array.from({ length: count }, (_, index) => flat.slice(index * width, (index + 1) * width))
}
