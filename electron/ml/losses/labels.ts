/** Labels of a batch as rows of one 1 and zeros: [batch, classes]. */
export const oneHot = (labels: ArrayLike<number>, classes: number): Float32Array => {
  const rows = new Float32Array(labels.length * classes)
  for (let index = 0; index < labels.length; index++) rows[index * classes + (labels[index] ?? 0)] = 1
  return rows
}

/**
 * Rows of one array mixed with those of a partner: weight·own + (1 - weight)·partner's (Zhang et al., mixup, ICLR
 * 2018); for inputs and, with the same weights, for their labels.
 */
export const mixRows = (
  rows: Float32Array,
  width: number,
  partners: ArrayLike<number>,
  weights: ArrayLike<number>
): Float32Array => {
  const mixed = new Float32Array(rows.length)
  for (let row = 0; row < partners.length; row++) {
    const [weight, own, other] = [weights[row] ?? 1, row * width, (partners[row] ?? row) * width]
    for (let column = 0; column < width; column++) {
      const [left, right] = [rows[own + column] ?? 0, rows[other + column] ?? 0]
      mixed[own + column] = weight * left + (1 - weight) * right
    }
  }
  return mixed
}
