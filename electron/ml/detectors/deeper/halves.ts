import type { Blocks } from '../auto/splits.ts'

/** A network is not trained on fewer clips of a machine. */
const LEAST = 5

const sizesOf = (parts: Int32Array): Map<number, number> => {
  const sizes = new Map<number, number>()
  for (const part of parts) sizes.set(part, (sizes.get(part) ?? 0) + 1)
  return sizes
}

/** Parts dealt to two halves, the largest first, each to the smaller half. */
const deal = (parts: Int32Array): Int32Array => {
  const totals = [0, 0]
  const half = new Map<number, number>()
  for (const [part, size] of [...sizesOf(parts)].sort(([, a], [, b]) => b - a)) {
    const smaller = (totals[1] as number) < (totals[0] as number) ? 1 : 0
    half.set(part, smaller)
    totals[smaller] = (totals[smaller] as number) + size
  }
  return parts.map(part => half.get(part) ?? 0)
}

const isEven = (halves: Int32Array): boolean => {
  const sizes = sizesOf(halves)
  return [0, 1].every(half => (sizes.get(half) ?? 0) >= LEAST)
}

/**
 * The half (0 or 1) of each clip: whole blocks together, so that a network trained on one half has seen no block of
 * the other; whole recordings (`groups`) where the blocks are too uneven for that.
 */
export const halvesOf = (blocks: Blocks, groups: Int32Array): Int32Array => {
  const byBlock = deal(blocks.ofClip)
  if (isEven(byBlock)) return byBlock
  const byGroup = deal(groups)
  return isEven(byGroup) ? byGroup : groups.map((_, index) => index % 2)
}
