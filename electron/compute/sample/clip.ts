import { drawCondition, healthyFan, NOMINAL_SHAFT_HZ, shaftAngle } from './fan.ts'
import { faultSound, type Fault } from './faults.ts'
import { createRandom, rmsOf } from './noise.ts'

export interface ClipPlan {
  readonly seed: number
  readonly fault?: Fault
  /** RMS of the fault alone over the clip relative to the RMS of the machine alone, dB. */
  readonly faultLevelDb?: number
  /** Shaft speed that the clip varies around, Hz. */
  readonly shaftHz?: number
}

/** One clip of the sample machine: 10 s, 16 kHz mono, deterministic for its plan. */
export const synthesiseClip = (plan: ClipPlan): Float32Array => {
  const random = createRandom(plan.seed)
  const condition = drawCondition(random, plan.shaftHz ?? NOMINAL_SHAFT_HZ)
  const angle = shaftAngle(condition, random)
  const signal = healthyFan(condition, angle, random)
  if (plan.fault === undefined) return signal
  const fault = faultSound(plan.fault, angle, random)
  const gain = rmsOf(signal) * 10 ** ((plan.faultLevelDb ?? 0) / 20)
  return signal.map((value, index) => value + gain * (fault[index] ?? 0))
}
