import { createKernel, KERNEL_STEP } from './kernel.ts'
import type { Kernel } from './kernel.ts'

/**
 * Low-pass filter of the resampler, as a table of its polyphase rows.
 *
 * A sinc with a Kaiser window (Oppenheim and Schafer, Discrete-Time Signal Processing, section 7.5.3). The band
 * ends at the lower of both Nyquist frequencies: flat up to 0.9 of it, stopped from it on by 130 dB.
 */

/** Attenuation of the stop band in dB, and Kaiser's window parameter for it. */
const ATTENUATION_DB = 130
export const KAISER_BETA = 0.1102 * (ATTENUATION_DB - 8.7)
/** Middle of the transition, as a part of the lower Nyquist frequency. */
export const CUTOFF = 0.95
/** Half length of the filter in samples of the lower rate: Kaiser's (A - 7.95) / (2.285 x transition) / 2. */
export const HALF_LENGTH = 85

const MAX_TABLE_VALUES = 2 ** 21
// Rows between which the response is interpolated have an error below -150 dB at this number per sample.
const INTERPOLATED_ROWS = 4096
const MAX_KEPT_FILTERS = 8
/** Inputs and outputs that the kernel takes at once. */
const PIECE_INPUTS = 16_384
const PIECE_OUTPUTS = 16_384

export interface PolyphaseFilter {
  /** Output rate / input rate = up / down, in lowest terms. */
  readonly up: number
  readonly down: number
  /** Inputs needed on either side of an output's place; `taps` = 2 x reach + 1 in all. */
  readonly reach: number
  readonly taps: number
  /** Rows of the table: one per phase, or, where that would be too large, rows to interpolate between. */
  readonly rows: number
  readonly isInterpolated: boolean
  readonly kernel: Kernel
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** Modified Bessel function of the first kind, order 0, by its power series. */
const besselI0 = (x: number): number => {
  const quarter = (x * x) / 4
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k)
    sum += term
  }
  return sum
}

interface TableShape {
  readonly up: number
  readonly rate: number
  readonly reach: number
  readonly rows: number
  readonly rowLength: number
}

const fillTable = (table: Float64Array, { up, rate, reach, rows, rowLength }: TableShape): void => {
  const half = HALF_LENGTH * rate
  const cutoff = CUTOFF / rate
  const scale = (up * cutoff) / besselI0(KAISER_BETA)
  for (let row = 0; row * rowLength < table.length; row++) {
    for (let tap = 0; tap <= 2 * reach; tap++) {
      const at = (row / rows + reach - tap) * up
      const place = Math.abs(at) / half
      if (place > 1) continue
      const angle = Math.PI * cutoff * at
      const sinc = at === 0 ? 1 : Math.sin(angle) / angle
      table[row * rowLength + tap] = scale * sinc * besselI0(KAISER_BETA * Math.sqrt(1 - place * place))
    }
  }
  // A constant must stay what it is: the mean of all rows' sums becomes exactly 1.
  let sum = 0
  for (let index = 0; index < rows * rowLength; index++) sum += table[index] as number
  for (let index = 0; index < table.length; index++) table[index] = ((table[index] as number) * rows) / sum
}

const design = (fromHz: number, toHz: number): PolyphaseFilter => {
  const divisor = greatestDivisor(fromHz, toHz)
  const up = toHz / divisor
  const down = fromHz / divisor
  const rate = Math.max(up, down)
  const reach = Math.ceil((HALF_LENGTH * rate) / up)
  const taps = 2 * reach + 1
  const rowLength = Math.ceil(taps / KERNEL_STEP) * KERNEL_STEP
  const isInterpolated = up * rowLength > MAX_TABLE_VALUES
  const rows = isInterpolated ? Math.ceil(INTERPOLATED_ROWS * Math.min(1, toHz / fromHz)) : up
  const kernel = createKernel({
    up,
    down,
    rowLength,
    // Interpolation needs one row more: the first one, a sample further on.
    rows: isInterpolated ? rows + 1 : rows,
    inputs: PIECE_INPUTS + 2 * rowLength,
    outputs: PIECE_OUTPUTS
  })
  fillTable(kernel.table, { up, rate, reach, rows, rowLength })
  return { up, down, reach, taps, rows, isInterpolated, kernel }
}

const kept = new Map<string, PolyphaseFilter>()

/** The filter between two integer sample rates; a few are kept, since building one takes milliseconds. */
export const filterFor = (fromHz: number, toHz: number): PolyphaseFilter => {
  const key = `${fromHz}>${toHz}`
  const known = kept.get(key)
  if (known) return known
  if (kept.size >= MAX_KEPT_FILTERS) kept.clear()
  const filter = design(fromHz, toHz)
  kept.set(key, filter)
  return filter
}
