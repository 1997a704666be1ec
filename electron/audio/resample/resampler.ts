import { filterFor } from './filter.ts'
import type { PolyphaseFilter } from './filter.ts'
import { KERNEL_STEP } from './kernel.ts'

/**
 * Resamples a stream. Output n lies at the time of input n x from / to; the signal is silent before its start
 * and behind its end. Cut into blocks in any way, the same samples come out, bit for bit.
 */
export interface Resampler {
  /** The inputs that the first `outputs` outputs depend on; they may reach behind the signal's end. */
  inputRange(outputs: number): { readonly firstInput: number; readonly inputs: number }
  /** Takes the next inputs, gives the outputs that are complete. */
  push(block: Float32Array): Float32Array
  /** The rest, up to `outputs` in total; by default as many as the inputs last: ceil(inputs x to / from). */
  finish(outputs?: number): Float32Array
}

// Outputs first..first + count of a piece that lies in the kernel's inputs, written to `out`.
const compute = (
  filter: PolyphaseFilter,
  phase: number,
  count: number,
  out: Float32Array,
  first: number
): void => {
  const { kernel, up, down, rows } = filter
  if (!filter.isInterpolated) {
    if (count > 0) kernel.run(count, phase, 0)
    for (let index = 0; index < count; index++) out[first + index] = kernel.outputs[index] as number
    return
  }
  for (let index = 0; index < count; index++) {
    const position = phase + index * down
    const place = ((position % up) * rows) / up
    const row = Math.floor(place)
    const at = Math.floor(position / up)
    kernel.run(1, row, at)
    const below = kernel.outputs[0] as number
    kernel.run(1, row + 1, at)
    out[first + index] = below + (place - row) * ((kernel.outputs[0] as number) - below)
  }
}

/** A resampler between two integer rates that begins at output `firstOutput` of the whole signal. */
export const createResampler = (fromHz: number, toHz: number, firstOutput = 0): Resampler => {
  const filter = filterFor(fromHz, toHz)
  const { up, down, reach, taps, kernel } = filter
  const start = Math.floor((firstOutput * down) / up)
  const firstInput = Math.max(0, start - reach)
  let phase = (firstOutput * down) % up
  let inputEnd = firstInput
  let produced = 0
  // Inputs that wait, from the next output's first one on; silence stands before the signal's start.
  let pending = new Float32Array(firstInput - (start - reach))

  const possible = (inputs: number): number =>
    inputs < taps ? 0 : Math.floor(((inputs - taps + 1) * up - 1 - phase) / down) + 1

  const run = (block: Float32Array, most: number): Float32Array => {
    const inputs = pending.length + block.length
    const out = new Float32Array(Math.min(most, possible(inputs)))
    let at = 0
    for (let done = 0; done < out.length;) {
      const length = Math.min(kernel.inputs.length - KERNEL_STEP, inputs - at)
      const head = pending.subarray(at, Math.min(pending.length, at + length))
      kernel.inputs.set(head)
      const from = at + head.length - pending.length
      kernel.inputs.set(block.subarray(from, from + length - head.length), head.length)
      // Rows are padded with zeros, and zero times what an earlier signal left behind must be zero.
      kernel.inputs.fill(0, length, length + KERNEL_STEP)
      const count = Math.min(out.length - done, possible(length), kernel.outputs.length)
      compute(filter, phase, count, out, done)
      const position = phase + count * down
      at += Math.floor(position / up)
      phase = position % up
      done += count
    }
    produced += out.length
    const rest = new Float32Array(inputs - at)
    rest.set(pending.subarray(at))
    rest.set(block.subarray(Math.max(0, at - pending.length)), Math.max(0, pending.length - at))
    pending = rest
    return out
  }
  return {
    inputRange: outputs => {
      const end = Math.floor(((firstOutput + outputs - 1) * down) / up) + reach + 1
      return { firstInput, inputs: end - firstInput }
    },
    push: block => {
      inputEnd += block.length
      return run(block, Number.POSITIVE_INFINITY)
    },
    finish: (outputs = Math.ceil((inputEnd * up) / down) - firstOutput) => {
      const rest = Math.max(0, outputs - produced)
      return run(new Float32Array(Math.ceil((rest * down) / up) + taps), rest)
    }
  }
}
