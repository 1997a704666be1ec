import { SAMPLE_RATE_HZ } from './fan.ts'
import { colouredNoise, toUnitRms, type Random } from './noise.ts'

/** The faults that the sample machine can have. */
export const FAULTS = ['bearing', 'imbalance', 'belt-slip', 'air-leak'] as const
export type Fault = (typeof FAULTS)[number]

/** Deep-groove ball bearing with the proportions of a 6204: eight balls of 7.9 mm on a pitch circle of 33.5 mm. */
const BEARING = { balls: 8, ballMm: 7.94, pitchMm: 33.5, contactAngle: 0 }

/**
 * Ball-pass frequency of the outer race per revolution of the shaft: (n/2)(1 - d/D cos(phi)).
 * Randall and Antoni, Rolling element bearing diagnostics - a tutorial, MSSP 25 (2011), eq. 1.
 */
export const ballPassOrder = (): number =>
  (BEARING.balls / 2) * (1 - (BEARING.ballMm / BEARING.pitchMm) * Math.cos(BEARING.contactAngle))

/** Impulses at the ball-pass frequency, spacing slipping by 1 %, each ringing the housing at 3.2 and 5.1 kHz. */
const bearing = (angle: Float64Array, random: Random): Float32Array => {
  const signal = new Float32Array(angle.length)
  const order = ballPassOrder()
  let next = (angle[0] ?? 0) + random.uniform() / order
  for (let index = 0; index < angle.length; index++) {
    if ((angle[index] ?? 0) < next) continue
    ring(signal, index, 1 + 0.2 * random.normal())
    next += (1 + 0.01 * random.normal()) / order
  }
  return signal
}

const ring = (signal: Float32Array, from: number, strength: number): void => {
  const length = Math.min(signal.length - from, Math.round(0.008 * SAMPLE_RATE_HZ))
  for (let offset = 0; offset < length; offset++) {
    const seconds = offset / SAMPLE_RATE_HZ
    const value =
      Math.exp(-900 * seconds) * Math.sin(2 * Math.PI * 3200 * seconds) +
      0.6 * Math.exp(-1200 * seconds) * Math.sin(2 * Math.PI * 5100 * seconds)
    signal[from + offset] = (signal[from + offset] ?? 0) + strength * value
  }
}

/** A rotating force once per revolution, its second and third harmonic by looseness, heard through the frame. */
const imbalance = (angle: Float64Array, random: Random): Float32Array => {
  const phase = random.uniform()
  return Float32Array.from(angle, revolutions => {
    const turn = 2 * Math.PI * (revolutions + phase)
    return Math.cos(turn) + 0.4 * Math.cos(2 * turn) + 0.25 * Math.cos(3 * turn)
  })
}

/** Stick-slip squeal: bursts of 0.15 to 0.5 s, a tone gliding between 2 and 3 kHz with two harmonics. */
const beltSlip = (angle: Float64Array, random: Random): Float32Array => {
  const signal = new Float32Array(angle.length)
  let start = Math.round(random.between(0.2, 1) * SAMPLE_RATE_HZ)
  while (start < signal.length) {
    const length = Math.round(random.between(0.15, 0.5) * SAMPLE_RATE_HZ)
    const fromHz = random.between(2600, 3000)
    const toHz = random.between(2000, 2500)
    let cycles = random.uniform()
    for (let offset = 0; offset < length && start + offset < signal.length; offset++) {
      const part = offset / length
      cycles += (fromHz + (toHz - fromHz) * part) / SAMPLE_RATE_HZ
      const tone =
        Math.sin(2 * Math.PI * cycles) +
        0.5 * Math.sin(4 * Math.PI * cycles) +
        0.2 * Math.sin(6 * Math.PI * cycles)
      signal[start + offset] = Math.sin(Math.PI * part) * tone
    }
    start += length + Math.round(random.between(0.4, 1.6) * SAMPLE_RATE_HZ)
  }
  return signal
}

/** The hiss of a small orifice: turbulent noise around 5 kHz, as wide as it is high. */
const airLeak = (angle: Float64Array, random: Random): Float32Array =>
  colouredNoise(angle.length, SAMPLE_RATE_HZ, hz => Math.exp(-(((hz - 5000) / 2500) ** 2) / 2), random)

const MAKERS: Record<Fault, (angle: Float64Array, random: Random) => Float32Array> = {
  bearing,
  imbalance,
  'belt-slip': beltSlip,
  'air-leak': airLeak
}

/** The sound of a fault alone, scaled to unit RMS over the clip; `angle` in revolutions per sample. */
export const faultSound = (fault: Fault, angle: Float64Array, random: Random): Float32Array =>
  toUnitRms(MAKERS[fault](angle, random))
