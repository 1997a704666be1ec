/**
 * The colour map inferno (Smith and van der Walt, CC0) as the polynomial fit by Zucker (CC0):
 * coefficients of degree 0 to 6 for red, green and blue.
 */
const RED = [0.00021894, 0.10651342, 11.60249308, -41.703996131, 77.162935699, -71.319428245, 25.131126225]
const GREEN = [
  0.001651005, 0.563956437, -3.972853966, 17.436398882, -33.402358942, 32.626064264, -12.242668952
]
const BLUE = [
  -0.019480898, 3.932712389, -15.942394106, 44.354145199, -81.807309257, 73.209519858, -23.070325003
]

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)

const toByte = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)))

/** 256 colours [red, green, blue], dark to bright. */
export const INFERNO: readonly (readonly [number, number, number])[] = Array.from(
  { length: 256 },
  (_, index) => {
    const x = index / 255
    return [toByte(polynomial(RED, x)), toByte(polynomial(GREEN, x)), toByte(polynomial(BLUE, x))] as const
  }
)
