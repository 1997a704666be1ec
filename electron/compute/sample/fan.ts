import { colouredNoise, rmsOf, type Random } from './noise.ts'

/** Analysis rate and length of every synthesised clip. */
export const SAMPLE_RATE_HZ = 16_000
export const CLIP_S = 10

const SAMPLES = SAMPLE_RATE_HZ * CLIP_S
const BLADES = 7
/** Level of the machine at the microphone: -30 dB relative to full scale. */
const MACHINE_RMS = 10 ** (-30 / 20)

/** Operating point of one clip. */
export interface FanCondition {
  /** Shaft speed, Hz (revolutions per second). */
  readonly shaftHz: number
  /** Deviation of the overall level, dB (position of the microphone, load). */
  readonly gainDb: number
}

export const NOMINAL_SHAFT_HZ = 24.5

/** A clip's own operating point: speed within 0.3 %, level within 0.4 dB (standard deviations). */
export const drawCondition = (random: Random, nominalShaftHz: number = NOMINAL_SHAFT_HZ): FanCondition => ({
  shaftHz: nominalShaftHz * (1 + 0.003 * random.normal()),
  gainDb: 0.4 * random.normal()
})

/** Shaft angle in revolutions per sample; the speed wanders by 0.05 % within a clip. */
export const shaftAngle = (condition: FanCondition, random: Random): Float64Array => {
  const wanderHz = random.between(0.2, 0.6)
  const phase = random.uniform()
  const angle = new Float64Array(SAMPLES)
  let revolutions = random.uniform()
  for (let index = 0; index < SAMPLES; index++) {
    const wander = 0.0005 * Math.sin(2 * Math.PI * ((wanderHz * index) / SAMPLE_RATE_HZ + phase))
    revolutions += (condition.shaftHz * (1 + wander)) / SAMPLE_RATE_HZ
    angle[index] = revolutions
  }
  return angle
}

/**
 * The sound of the healthy fan: flow noise with a slope of -6 dB per octave above 250 Hz, modulated by the
 * passing blades; tones at the blade-passing frequency (blades x shaft speed) falling by 5 dB a harmonic; motor
 * hum at twice the mains frequency; the noise floor of the microphone.
 */
export const healthyFan = (condition: FanCondition, angle: Float64Array, random: Random): Float32Array => {
  // Sound power of a fan grows with about the fifth power of its speed: amplitude with the power of 2.5.
  const speedGain = (condition.shaftHz / NOMINAL_SHAFT_HZ) ** 2.5
  const tilt = 1 + 0.02 * random.normal()
  const flow = colouredNoise(SAMPLES, SAMPLE_RATE_HZ, hz => 1 / (1 + (hz / 250) ** tilt), random)
  const tones = Array.from({ length: 8 }, (_, index) => {
    const amplitude = 0.5 * 10 ** ((-5 * index + 0.3 * random.normal()) / 20)
    const phase = 2 * Math.PI * random.uniform()
    return { re: amplitude * Math.cos(phase), im: amplitude * Math.sin(phase) }
  })
  const humPhase = random.uniform()
  const signal = new Float32Array(SAMPLES)
  for (let index = 0; index < SAMPLES; index++) {
    const revolutions = angle[index] ?? 0
    const turn = 2 * Math.PI * BLADES * revolutions
    const bladeRe = Math.cos(turn)
    const bladeIm = Math.sin(turn)
    let value = (flow[index] ?? 0) * (1 + 0.15 * bladeRe)
    // The harmonics by rotating one phasor: cos and sin of the k-th from those of the first.
    let re = 1
    let im = 0
    for (const tone of tones) {
      const turned = re * bladeRe - im * bladeIm
      im = re * bladeIm + im * bladeRe
      re = turned
      value += tone.re * re - tone.im * im
    }
    value *= speedGain
    const seconds = index / SAMPLE_RATE_HZ
    value +=
      0.2 * Math.cos(2 * Math.PI * (100 * seconds + humPhase)) + 0.07 * Math.cos(2 * Math.PI * 300 * seconds)
    signal[index] = value + 0.02 * random.normal()
  }
  const gain = (MACHINE_RMS * speedGain * 10 ** (condition.gainDb / 20)) / rmsOf(signal)
  for (let index = 0; index < SAMPLES; index++) signal[index] = (signal[index] ?? 0) * gain
  return signal
}
