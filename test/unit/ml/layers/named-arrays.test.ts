import { describe, expect, it } from 'vitest'
import { readNamedArrays, writeNamedArrays } from '../../../../electron/ml/layers/named-arrays.ts'

const arrays = new Map([
  ['first/weight', Float32Array.of(1, -2.5, 3)],
  ['empty', new Float32Array(0)],
  ['größe', Float32Array.of(1e-30)]
])

describe('named arrays', () => {
  it('come back as they were written', () => {
    expect(readNamedArrays(writeNamedArrays(arrays))).toEqual(arrays)
  })

  it('are read from the middle of a larger buffer', () => {
    const bytes = writeNamedArrays(arrays)
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(readNamedArrays(larger.subarray(3))).toEqual(arrays)
  })

  it('are refused where bytes are missing, too many, or not theirs', () => {
    const bytes = writeNamedArrays(arrays)
    const wrong = [
      bytes.subarray(0, bytes.length - 4),
      Uint8Array.of(...bytes, 0, 0, 0, 0),
      bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte)),
      bytes.map((byte, index) => (index === 8 ? 0 : byte)),
      new Uint8Array(5)
    ]
    for (const damaged of wrong) {
      expect(() => readNamedArrays(damaged)).toThrow(expect.objectContaining({ code: 'unreadable' }))
    }
  })
})
