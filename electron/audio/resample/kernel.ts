import { KERNEL_MODULE } from './kernel-module.ts'

/** Doubles that one turn of the kernel's loop takes: rows are padded to a multiple of it with zeros. */
export const KERNEL_STEP = 8

/** A filter's table in WebAssembly memory, with room for a piece of the input and of the output. */
export interface Kernel {
  readonly table: Float64Array
  readonly inputs: Float64Array
  readonly outputs: Float64Array
  /** Fills outputs[0..count) from row `phase` and inputs[at] on; see kernel-module.ts. */
  run(count: number, phase: number, at: number): void
}

export interface KernelShape {
  readonly up: number
  readonly down: number
  /** Doubles of a row: a multiple of KERNEL_STEP. */
  readonly rowLength: number
  readonly rows: number
  readonly inputs: number
  readonly outputs: number
}

type Run = (...numbers: readonly number[]) => void
const isRun = (value: unknown): value is Run => typeof value === 'function'

const DOUBLE = 8
const PAGE = 65_536
let compiled: WebAssembly.Module | undefined

/** Allocates a kernel; plain JavaScript takes three to five times as long for the same sums. */
export const createKernel = ({ up, down, rowLength, rows, inputs, outputs }: KernelShape): Kernel => {
  const inputsAt = rows * rowLength * DOUBLE
  const outputsAt = inputsAt + inputs * DOUBLE
  const memory = new WebAssembly.Memory({ initial: Math.ceil((outputsAt + outputs * DOUBLE) / PAGE) })
  compiled ??= new WebAssembly.Module(KERNEL_MODULE)
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  const { run } = exports
  if (!isRun(run)) throw new TypeError('The resampling kernel has no function "run"')
  return {
    table: new Float64Array(memory.buffer, 0, rows * rowLength),
    inputs: new Float64Array(memory.buffer, inputsAt, inputs),
    outputs: new Float64Array(memory.buffer, outputsAt, outputs),
    run: (count, phase, at) => {
      run(0, inputsAt + at * DOUBLE, outputsAt, count, phase, up, down, rowLength * DOUBLE)
    }
  }
}
