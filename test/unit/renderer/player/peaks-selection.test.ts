import { describe, expect, it } from 'vitest'
import { parsePeaks, wavPeaks } from '../../../../renderer/src/features/player/peaks.ts'
import { loopTarget, orderedRange } from '../../../../renderer/src/features/player/selection.ts'

describe('peaks', () => {
  it('are pairs of the lowest and the highest sample', () => {
    const { high, low, max } = parsePeaks(Int8Array.from([-127, 0, -10, 64]).buffer)
    expect([...low].map(value => Number(value.toFixed(3)))).toEqual([-1, -0.079])
    expect([...high].map(value => Number(value.toFixed(3)))).toEqual([0, 0.504])
    expect(max).toBe(1)
  })

  it('may be empty', () => {
    expect(parsePeaks(new ArrayBuffer(0)).max).toBe(0)
  })
})

const wav = (samples: number[], sampleRateHz: number, bits = 16): ArrayBuffer => {
  const buffer = new ArrayBuffer(44 + 10 + samples.length * 2)
  const view = new DataView(buffer)
  const text = (at: number, value: string): void =>
    [...value].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)))
  text(0, 'RIFF')
  text(8, 'WAVE')
  text(12, 'fmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint16(34, bits, true)
  text(36, 'LIST')
  view.setUint32(40, 2, true)
  text(46, 'data')
  view.setUint32(50, samples.length * 2, true)
  samples.forEach((sample, index) => view.setInt16(54 + index * 2, sample, true))
  return buffer
}

describe('finer peaks', () => {
  it('are the lowest and highest sample of each stretch of a WAV file', () => {
    const peaks = wavPeaks(wav([0, 16_384, -8192, 0, -32_768], 8), 4)
    expect(peaks && [...peaks.high]).toEqual([0.5, 0, -1])
    expect(peaks && [...peaks.low]).toEqual([0, -0.25, -1])
    expect(peaks?.max).toBe(1)
  })

  it('are not made from other bytes', () => {
    expect(wavPeaks(new ArrayBuffer(100), 100)).toBeNull()
    expect(wavPeaks(wav([1, 2], 8, 24), 4)).toBeNull()
    expect(wavPeaks(new ArrayBuffer(3), 100)).toBeNull()
  })
})

describe('selection', () => {
  it('has its start before its end, however it was dragged', () => {
    expect(orderedRange(3, 1)).toEqual({ startS: 1, endS: 3 })
  })

  it('sends a looping player back at its end and from outside', () => {
    const selection = { startS: 1, endS: 2 }
    expect(loopTarget(selection, 1.5)).toBeNull()
    expect(loopTarget(selection, 2)).toBe(1)
    expect(loopTarget(selection, 0.2)).toBe(1)
  })
})
