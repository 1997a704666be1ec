import { expect, it } from 'vitest'
import { createPeakSums, peaksOf } from '../../../electron/audio/index.ts'
import { seededRandom } from './support.ts'

it('holds the lowest and highest value of each hundredth of a second', () => {
  const samples = new Float32Array(1600)
  samples[0] = -1
  samples[159] = 1
  samples[160] = 0.5
  const { data, durationS, perSecond } = peaksOf(samples, 16_000)
  expect({ durationS, perSecond, length: data.length }).toEqual({
    durationS: 0.1,
    perSecond: 100,
    length: 20
  })
  expect(Array.from(data.subarray(0, 6))).toEqual([-127, 127, 0, 64, 0, 0])
})

it('limits values beyond full scale', () => {
  expect(Array.from(peaksOf(Float32Array.of(-3, 3), 200).data)).toEqual([-127, 127])
})

it('does not depend on how the signal is cut into blocks, at rates that are no multiple', () => {
  const random = seededRandom(3)
  const samples = Float32Array.from({ length: 45_678 }, () => 2 * random() - 1)
  const whole = peaksOf(samples, 44_050)
  expect(whole.data.length).toBe(2 * Math.ceil((45_678 * 100) / 44_050))
  const sums = createPeakSums(44_050)
  for (let at = 0; at < samples.length; at += 333) sums.push(samples.subarray(at, at + 333))
  expect(sums.result()).toEqual(whole)
})

it('has a pair per sample where there are fewer samples than pairs', () => {
  expect(Array.from(peaksOf(Float32Array.of(0, 1, -1), 50).data)).toEqual([0, 0, 127, 127, -127, -127])
})
