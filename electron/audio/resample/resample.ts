import { createResampler } from './resampler.ts'

/**
 * A whole signal at another rate, band-limited (see resample/filter.ts). Length: ceil(samples x to / from), so
 * that the last input is inside. Equal rates give a copy.
 */
export const resample = (samples: Float32Array, fromHz: number, toHz: number): Float32Array => {
  if (fromHz === toHz) return samples.slice()
  const resampler = createResampler(fromHz, toHz)
  const head = resampler.push(samples)
  const tail = resampler.finish()
  const out = new Float32Array(head.length + tail.length)
  out.set(head)
  out.set(tail, head.length)
  return out
}
