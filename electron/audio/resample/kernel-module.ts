/**
 * A WebAssembly function of the resampler's inner loop, assembled here instruction by instruction, so that its
 * source is what runs (opcodes: WebAssembly core specification 2.0, appendix A.7).
 *
 * run(table, inputs, outputs, count, phase, up, down, rowBytes): outputs[0..count) are double sums of products
 * of the table's row `phase` with the inputs; after each one phase += down, the inputs move on by phase / up
 * and phase is taken modulo up. Rows are a multiple of 64 bytes: eight doubles a turn.
 */

const I32 = 0x7f
const V128 = 0x7b

const unsigned = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
const list = (...items: readonly number[][]): number[] => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes]
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)]
const text = (value: string): number[] => sized([...value].map(letter => letter.charCodeAt(0)))

// Parameters and locals.
const table = 0
const inputs = 1
const outputs = 2
const count = 3
const phase = 4
const up = 5
const down = 6
const rowBytes = 7
const row = 8
const at = 9
const end = 10
const sums = [11, 12, 13, 14]

const get = (local: number): number[] => [0x20, local]
const set = (local: number): number[] => [0x21, local]
// Constants are signed LEB128: one byte up to 63, two up to 8191.
const integer = (value: number): number[] => [
  0x41,
  ...(value < 64 ? [value] : [(value & 127) | 128, value >> 7])
]
const ADD = [0x6a]
const SUBTRACT = [0x6b]
const MULTIPLY = [0x6c]
const DIVIDE = [0x6e]
const REMAINDER = [0x70]
const LESS_THAN = [0x49]
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)]
const loadPair = (offset: number): number[] => [...simd(0x00), 3, offset]
const ZERO_PAIR = [...simd(0x0c), ...Array.from({ length: 16 }, () => 0)]
const ADD_PAIR = simd(0xf0)
const MULTIPLY_PAIR = simd(0xf2)
const lane = (index: number): number[] => [...simd(0x21), index]
const ADD_DOUBLE = [0xa0]
const STORE_DOUBLE = [0x39, 3, 0]
const repeat = (body: readonly number[]): number[] => [0x03, 0x40, ...body, 0x0d, 0, 0x0b]

const sumOf = (first: number, second: number): number[] => [...get(first), ...get(second), ...ADD_PAIR]

// sums[i] += row[2i, 2i + 1] x inputs[2i, 2i + 1]
const products = sums.flatMap((sum, index) =>
  [
    get(sum),
    get(row),
    loadPair(16 * index),
    get(at),
    loadPair(16 * index),
    MULTIPLY_PAIR,
    ADD_PAIR,
    set(sum)
  ].flat()
)

const [sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0] = sums

const body = repeat(
  [
    // row = table + phase x rowBytes, end = row + rowBytes, at = inputs
    [...get(table), ...get(phase), ...get(rowBytes), ...MULTIPLY, ...ADD, ...set(row)],
    [...get(row), ...get(rowBytes), ...ADD, ...set(end)],
    [...get(inputs), ...set(at)],
    sums.flatMap(sum => [...ZERO_PAIR, ...set(sum)]),
    repeat(
      [
        products,
        [...get(at), ...integer(64), ...ADD, ...set(at)],
        [...get(row), ...integer(64), ...ADD, ...set(row)],
        [...get(row), ...get(end), ...LESS_THAN]
      ].flat()
    ),
    // outputs[0] = all eight partial sums; outputs += 8 bytes
    [...sumOf(sum0, sum1), ...sumOf(sum2, sum3), ...ADD_PAIR, ...set(sum0)],
    [...get(outputs), ...get(sum0), ...lane(0), ...get(sum0), ...lane(1), ...ADD_DOUBLE, ...STORE_DOUBLE],
    [...get(outputs), ...integer(8), ...ADD, ...set(outputs)],
    // phase += down; inputs += 8 bytes x (phase / up); phase %= up
    [...get(phase), ...get(down), ...ADD, ...set(phase)],
    [
      ...get(inputs),
      ...get(phase),
      ...get(up),
      ...DIVIDE,
      ...integer(8),
      ...MULTIPLY,
      ...ADD,
      ...set(inputs)
    ],
    [...get(phase), ...get(up), ...REMAINDER, ...set(phase)],
    // while (count -= 1)
    [...get(count), ...integer(1), ...SUBTRACT, 0x22, count]
  ].flat()
)

const code = [...list([3, I32], [sums.length, V128]), ...body, 0x0b]

/** The module's bytes: imports env.memory, exports run. */
export const KERNEL_MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, list([0x60, ...list(...Array.from({ length: 8 }, () => [I32])), 0])),
  ...section(2, list([...text('env'), ...text('memory'), 0x02, 0x00, 0x01])),
  ...section(3, list([0])),
  ...section(7, list([...text('run'), 0x00, 0x00])),
  ...section(10, list(sized(code)))
])
