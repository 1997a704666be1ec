import FFT from 'fft.js'

/** Frame length (a power of two) and hop of a short-time Fourier transform, in samples. */
export interface StftShape {
  readonly fftSize: number
  readonly hop: number
}

interface Plan {
  readonly fft: FFT
  readonly window: Float32Array
  readonly packed: Float64Array
  readonly spectrum: Float64Array
  readonly powerA: Float64Array
  readonly powerB: Float64Array
}

const plans = new Map<number, Plan>()

/** Periodic Hann window of the given length. */
export const periodicHann = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / length))

// Plans hold scratch memory only, so that a frame allocates nothing; results never refer to them.
const planFor = (fftSize: number): Plan => {
  const known = plans.get(fftSize)
  if (known) return known
  const bins = fftSize / 2 + 1
  const plan: Plan = {
    fft: new FFT(fftSize),
    window: periodicHann(fftSize),
    packed: new Float64Array(2 * fftSize),
    spectrum: new Float64Array(2 * fftSize),
    powerA: new Float64Array(bins),
    powerB: new Float64Array(bins)
  }
  plans.set(fftSize, plan)
  return plan
}

/** Number of frames of a centred STFT of `sampleCount` samples. */
export const frameCount = (sampleCount: number, { hop }: StftShape): number =>
  1 + Math.floor(sampleCount / hop)

const fill = (plan: Plan, samples: Float32Array, start: number, offset: 0 | 1): void => {
  const { window, packed } = plan
  const from = Math.max(0, -start)
  const to = Math.min(window.length, samples.length - start)
  for (let index = 0; index < from; index++) packed[2 * index + offset] = 0
  for (let index = from; index < to; index++) {
    packed[2 * index + offset] = (samples[start + index] as number) * (window[index] as number)
  }
  for (let index = Math.max(from, to); index < window.length; index++) packed[2 * index + offset] = 0
}

/**
 * Power spectra (|X|^2, fftSize/2 + 1 bins) of a centred STFT with zero padding and a periodic Hann window,
 * frame by frame. The array given to `onFrame` is reused: read it at once. Two real frames share one complex
 * transform (Press et al., Numerical Recipes, section 12.3).
 */
export const forEachPowerSpectrum = (
  samples: Float32Array,
  shape: StftShape,
  onFrame: (power: Float64Array, frame: number) => void
): void => {
  const plan = planFor(shape.fftSize)
  const { fft, packed, spectrum, powerA, powerB } = plan
  const size = shape.fftSize
  const frames = frameCount(samples.length, shape)
  for (let frame = 0; frame < frames; frame += 2) {
    const start = frame * shape.hop - size / 2
    fill(plan, samples, start, 0)
    fill(plan, samples, start + shape.hop, 1)
    fft.transform(spectrum, packed)
    for (let bin = 0; bin <= size / 2; bin++) {
      const mirror = bin === 0 ? 0 : size - bin
      const re = spectrum[2 * bin] as number
      const im = spectrum[2 * bin + 1] as number
      const mirrorRe = spectrum[2 * mirror] as number
      const mirrorIm = spectrum[2 * mirror + 1] as number
      const sumRe = re + mirrorRe
      const differenceIm = im - mirrorIm
      const sumIm = im + mirrorIm
      const differenceRe = re - mirrorRe
      powerA[bin] = 0.25 * (sumRe * sumRe + differenceIm * differenceIm)
      powerB[bin] = 0.25 * (sumIm * sumIm + differenceRe * differenceRe)
    }
    onFrame(powerA, frame)
    if (frame + 1 < frames) onFrame(powerB, frame + 1)
  }
}
