declare module 'fft.js' {
  /** Radix-4 FFT of a fixed power-of-two size on interleaved complex arrays. */
  export default class FFT {
    constructor(size: number)
    readonly size: number
    transform(out: Float64Array, data: Float64Array): void
  }
}
