import type { Rectangle } from 'electron'

/** The interface is made for this size and up. */
export const MINIMAL_SIZE = { width: 1024, height: 640 } as const
const FIRST_SIZE = { width: 1440, height: 900 } as const
/** So much of the title bar must lie on a display for a hand to take it. */
const GRIP = { width: 160, height: 24 } as const

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.max(0, Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom))

const canBeGrabbed = (bounds: Rectangle, area: Rectangle): boolean =>
  overlap(bounds.x, bounds.width, area.x, area.width) >= GRIP.width &&
  overlap(bounds.y, GRIP.height, area.y, area.height) >= GRIP.height

const sharedArea = (bounds: Rectangle, area: Rectangle): number =>
  overlap(bounds.x, bounds.width, area.x, area.width) * overlap(bounds.y, bounds.height, area.y, area.height)

const sizeWithin = (size: { width: number; height: number }, area: Rectangle): typeof size => ({
  width: Math.max(MINIMAL_SIZE.width, Math.min(size.width, area.width)),
  height: Math.max(MINIMAL_SIZE.height, Math.min(size.height, area.height))
})

const centred = (size: { width: number; height: number }, area: Rectangle): Rectangle => ({
  x: Math.round(area.x + Math.max(0, area.width - size.width) / 2),
  y: Math.round(area.y + Math.max(0, area.height - size.height) / 2),
  ...size
})

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high))

/**
 * Bounds for the window: where it was when that place is still on a display, pushed wholly into it; else centred
 * on the primary one. `areas` are the displays' work areas, the primary one first; device-independent pixels.
 */
export const fitBounds = (
  saved: Rectangle | null,
  areas: readonly [Rectangle, ...Rectangle[]]
): Rectangle => {
  const [primary] = areas
  if (saved === null) return centred(sizeWithin(FIRST_SIZE, primary), primary)
  const nearest = areas.reduce((best, area) =>
    sharedArea(saved, area) > sharedArea(saved, best) ? area : best
  )
  if (!canBeGrabbed(saved, nearest)) return centred(sizeWithin(saved, primary), primary)
  const size = sizeWithin(saved, nearest)
  return {
    x: clamp(saved.x, nearest.x, Math.max(nearest.x, nearest.x + nearest.width - size.width)),
    y: clamp(saved.y, nearest.y, Math.max(nearest.y, nearest.y + nearest.height - size.height)),
    ...size
  }
}
