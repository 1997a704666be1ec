const STEP = 0.5
const LOWEST = -3
const HIGHEST = 4

/** Zoom level (Chromium's: a factor of 1.2 each) after a step of the menu. */
export const zoomed = (level: number, step: 'in' | 'out' | 'reset'): number => {
  if (step === 'reset') return 0
  const next = step === 'in' ? level + STEP : level - STEP
  return Math.max(LOWEST, Math.min(HIGHEST, next))
}
