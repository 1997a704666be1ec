/** Row-major product of a [rows x inner] and a [inner x columns] matrix, in double precision. */
export const matrixProduct = (
  left: Float32Array,
  right: Float32Array,
  inner: number,
  columns: number
): Float64Array => {
  const rows = left.length / inner
  const product = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0
      for (let k = 0; k < inner; k += 1) {
        sum += (left[row * inner + k] ?? NaN) * (right[k * columns + column] ?? NaN)
      }
      product[row * columns + column] = sum
    }
  }
  return product
}

/** Sizes of a 2-D convolution with stride 1 and zero padding to the same size; NHWC, odd square filter. */
export interface ConvolutionShape {
  readonly batch: number
  readonly height: number
  readonly width: number
  readonly channelsIn: number
  readonly channelsOut: number
  readonly filterSize: number
}

/**
 * Gradients of sum(convolution(input, filter) * weight) by input [N,H,W,Ci] and filter [K,K,Ci,Co], written
 * out as loops: the measure for the engine's own.
 */
export const convolutionGradients = (
  input: Float32Array,
  filter: Float32Array,
  weight: Float32Array,
  shape: ConvolutionShape
): { readonly byInput: Float64Array; readonly byFilter: Float64Array } => {
  const { batch, height, width, channelsIn, channelsOut, filterSize } = shape
  const reach = (filterSize - 1) / 2
  const byInput = new Float64Array(input.length)
  const byFilter = new Float64Array(filter.length)
  forEachIndex([batch, height, width, filterSize, filterSize], ([n, y, x, filterY, filterX]) => {
    const inputY = y + filterY - reach
    const inputX = x + filterX - reach
    if (inputY < 0 || inputY >= height || inputX < 0 || inputX >= width) return
    const outputAt = ((n * height + y) * width + x) * channelsOut
    const inputAt = ((n * height + inputY) * width + inputX) * channelsIn
    const filterAt = (filterY * filterSize + filterX) * channelsIn * channelsOut
    for (let i = 0; i < channelsIn; i += 1) {
      for (let o = 0; o < channelsOut; o += 1) {
        const gradient = weight[outputAt + o] ?? NaN
        const filterIndex = filterAt + i * channelsOut + o
        byInput[inputAt + i] = (byInput[inputAt + i] ?? NaN) + gradient * (filter[filterIndex] ?? NaN)
        byFilter[filterIndex] = (byFilter[filterIndex] ?? NaN) + gradient * (input[inputAt + i] ?? NaN)
      }
    }
  })
  return { byInput, byFilter }
}

type Five = readonly [number, number, number, number, number]

const forEachIndex = (sizes: Five, visit: (index: Five) => void): void => {
  const [a, b, c, d, e] = sizes
  const total = a * b * c * d * e
  for (let flat = 0; flat < total; flat += 1) {
    const y = Math.floor(flat / (c * d * e))
    const x = Math.floor(flat / (d * e))
    visit([Math.floor(y / b), y % b, x % c, Math.floor(flat / e) % d, flat % e])
  }
}
