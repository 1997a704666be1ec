/** A point and the value there. */
interface Vertex {
  readonly point: readonly number[]
  readonly value: number
}

const CLOSE = 1e-4
const CALLS_PER_DIMENSION = 200

/**
 * Least value of a function near a point by the simplex of Nelder and Mead (1965), with the first simplex, the factors
 * and the ends of scipy.optimize.fmin: the same point as there, to rounding.
 */
export const nelderMead = (
  work: (point: readonly number[]) => number,
  start: readonly number[]
): number[] => {
  const size = start.length
  const most = CALLS_PER_DIMENSION * size
  let calls = 0
  const at = (point: readonly number[]): Vertex => {
    calls += 1
    return { point, value: work(point) }
  }
  const moved = start.map((_, turned) =>
    start.map((value, index) => (index !== turned ? value : value === 0 ? 0.00025 : 1.05 * value))
  )
  let simplex = inOrder([start, ...moved].map(at))
  for (let iteration = 1; iteration < most && calls < most && !isSettled(simplex); iteration++) {
    simplex = inOrder(step(simplex, at))
  }
  return [...first(simplex).point]
}

const first = (simplex: readonly Vertex[]): Vertex => simplex[0] as Vertex

const inOrder = (simplex: readonly Vertex[]): Vertex[] => simplex.toSorted((a, b) => a.value - b.value)

const isSettled = (simplex: readonly Vertex[]): boolean => {
  const { point, value } = first(simplex)
  return simplex.every(
    other =>
      Math.abs(other.value - value) <= CLOSE &&
      other.point.every((coordinate, index) => Math.abs(coordinate - (point[index] as number)) <= CLOSE)
  )
}

/** Reflects, expands or contracts the worst vertex, or shrinks all of them towards the best. */
const step = (simplex: readonly Vertex[], at: (point: readonly number[]) => Vertex): Vertex[] => {
  const others = simplex.slice(0, -1)
  const worst = simplex.at(-1) as Vertex
  const best = first(simplex)
  const centre = best.point.map(
    (_, index) => others.reduce((sum, { point }) => sum + (point[index] as number), 0) / others.length
  )
  /** On the line from the worst vertex through the centre: 0 is the centre, 1 the reflection. */
  const along = (share: number): Vertex =>
    at(centre.map((value, index) => (1 + share) * value - share * (worst.point[index] as number)))
  const reflected = along(1)
  if (reflected.value < best.value) {
    const expanded = along(2)
    return [...others, expanded.value < reflected.value ? expanded : reflected]
  }
  if (reflected.value < (others.at(-1) as Vertex).value) return [...others, reflected]
  const isBetter = reflected.value < worst.value
  const contracted = along(isBetter ? 0.5 : -0.5)
  if (isBetter ? contracted.value <= reflected.value : contracted.value < worst.value)
    return [...others, contracted]
  return simplex.map((vertex, index) =>
    index === 0
      ? vertex
      : at(
          vertex.point.map((value, place) => {
            const aim = best.point[place] as number
            return aim + 0.5 * (value - aim)
          })
        )
  )
}
