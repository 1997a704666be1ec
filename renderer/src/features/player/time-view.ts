/** The part of a recording that is on screen: one for waveform, score lane and spectrogram. */
export interface TimeView {
  readonly durationS: number
  /** Time at the left edge, seconds. */
  readonly startS: number
  readonly pxPerS: number
  readonly widthPx: number
}

export const EMPTY_VIEW: TimeView = { durationS: 0, startS: 0, pxPerS: 1, widthPx: 0 }

/** Highest zoom, pixels a second: a millisecond is then two pixels wide. */
export const MAX_PX_PER_S = 2000

/** Horizontal place of a time, pixels from the left edge; may lie outside the view. */
export const xOfTime = (view: TimeView, timeS: number): number => (timeS - view.startS) * view.pxPerS

/** Time at a horizontal place, kept within the recording. */
export const timeAtX = (view: TimeView, x: number): number =>
  Math.min(view.durationS, Math.max(0, view.startS + x / view.pxPerS))

/** Time at the right edge, seconds. */
export const viewEndS = (view: TimeView): number =>
  Math.min(view.durationS, view.startS + view.widthPx / view.pxPerS)

/** Pixels a second at which the whole recording just fits. */
export const fitPxPerS = (view: TimeView): number => (view.durationS > 0 ? view.widthPx / view.durationS : 1)

export interface Zoomed {
  /** 0 asks for the whole recording. */
  readonly pxPerS: number
  readonly scrollPx: number
}

/** Zoom by a factor while the time at `anchorX` stays where it is. */
export const zoomAround = (view: TimeView, factor: number, anchorX: number): Zoomed => {
  const fit = fitPxPerS(view)
  const pxPerS = Math.min(Math.max(view.pxPerS * factor, fit), Math.max(MAX_PX_PER_S, fit))
  if (pxPerS <= fit * 1.001) return { pxPerS: 0, scrollPx: 0 }
  const anchorS = view.startS + anchorX / view.pxPerS
  return { pxPerS, scrollPx: scrollFor(view, anchorS - anchorX / pxPerS, pxPerS) }
}

/** Zoom so that a range fills the view with a little room at both sides. */
export const zoomToRange = (view: TimeView, fromS: number, toS: number): Zoomed => {
  const room = (toS - fromS) * 0.05
  const lengthS = Math.max(toS - fromS + 2 * room, 0.02)
  const fit = fitPxPerS(view)
  const pxPerS = Math.min(view.widthPx / lengthS, Math.max(MAX_PX_PER_S, fit))
  if (pxPerS <= fit * 1.001) return { pxPerS: 0, scrollPx: 0 }
  const middle = (fromS + toS) / 2
  return { pxPerS, scrollPx: scrollFor(view, middle - view.widthPx / pxPerS / 2, pxPerS) }
}

/** Scroll position in pixels that puts `startS` at the left edge, as far as the recording reaches. */
export const scrollFor = (view: TimeView, startS: number, pxPerS: number): number =>
  Math.max(0, Math.min(startS * pxPerS, view.durationS * pxPerS - view.widthPx))
