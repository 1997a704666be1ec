const SIMPSON_STEPS = 400

/**
 * P(T > x) of Student's t distribution with `freedom` degrees of freedom: with x = sqrt(freedom) tan a the
 * density becomes cos(a)^(freedom - 1), which is integrated by Simpson's rule (within 1e-6 up to 10,000 degrees).
 */
export const studentTail = (x: number, freedom: number): number => {
  const half = Math.PI / 2
  const angle = Math.atan(Math.abs(x) / Math.sqrt(freedom))
  // Beyond this angle the density is below e^-40: the steps go where the mass is.
  const reach = Math.min(half, Math.sqrt(80 / freedom))
  const density = (at: number): number => Math.cos(at) ** (freedom - 1)
  const whole = simpson(density, 0, reach)
  const tail = angle >= reach ? 0 : simpson(density, angle, reach) / (2 * whole)
  return x >= 0 ? tail : 1 - tail
}

const simpson = (integrand: (at: number) => number, from: number, to: number): number => {
  const width = (to - from) / SIMPSON_STEPS
  let sum = integrand(from) + integrand(to)
  for (let step = 1; step < SIMPSON_STEPS; step++) {
    sum += (step % 2 === 0 ? 2 : 4) * integrand(from + step * width)
  }
  return (sum * width) / 3
}

/**
 * Score that a standard normal variable exceeds with probability `tail` (0 to 1, exclusive): bisection on the
 * complementary error function by its continued fraction and series (Abramowitz and Stegun 7.1.5 and 7.1.14).
 */
export const normalUpperQuantile = (tail: number): number => {
  let low = -40
  let high = 40
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (normalTail(middle) > tail) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** P(Z > x) of the standard normal distribution. */
const normalTail = (x: number): number => {
  if (x < 0) return 1 - normalTail(-x)
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x > 3) {
    let fraction = x
    for (let term = 60; term > 0; term--) fraction = x + term / fraction
    return density / fraction
  }
  let term = x
  let sum = x
  for (let index = 1; index < 60; index++) {
    term *= (x * x) / (2 * index + 1)
    sum += term
  }
  return 0.5 - density * sum
}
