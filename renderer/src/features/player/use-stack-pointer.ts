import { onBeforeUnmount, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Player } from './player-context.ts'
import { MIN_SELECTION_PX, orderedRange } from './selection.ts'
import { timeAtX, xOfTime } from './time-view.ts'

export interface Pointer {
  readonly x: number
  readonly y: number
}

const EDGE_PX = 5
const WHEEL_STEP = 120

/** Seek by click, mark by drag, move an edge of the mark, zoom and scroll by wheel: the same over all three panes. */
export const useStackPointer = (
  area: Readonly<Ref<HTMLElement | null>>,
  player: Pick<Player, 'view' | 'selection' | 'seek' | 'zoomBy' | 'scrollTo'>
): {
  readonly pointer: ShallowRef<Pointer | null>
  readonly isAtEdge: ShallowRef<boolean>
  readonly handlers: {
    readonly pointerdown: (event: PointerEvent) => void
    readonly pointermove: (event: PointerEvent) => void
    readonly pointerup: (event: PointerEvent) => void
    readonly pointercancel: () => void
    readonly pointerleave: () => void
    readonly wheel: (event: WheelEvent) => void
  }
} => {
  const pointer = shallowRef<Pointer | null>(null)
  const isAtEdge = shallowRef(false)
  const { view, selection } = player
  let fromX: number | null = null
  let fixedS = 0
  let isDragging = false

  const placeOf = (event: MouseEvent): Pointer => {
    const box = area.value?.getBoundingClientRect()
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  }
  /** The edge that stays when the one under the pointer is moved. */
  const oppositeEdge = (x: number): number | null => {
    const range = selection.value
    if (!range) return null
    if (Math.abs(xOfTime(view.value, range.startS) - x) <= EDGE_PX) return range.endS
    if (Math.abs(xOfTime(view.value, range.endS) - x) <= EDGE_PX) return range.startS
    return null
  }
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || view.value.durationS === 0) return
    const { x } = placeOf(event)
    const opposite = oppositeEdge(x)
    fromX = x
    fixedS = opposite ?? timeAtX(view.value, x)
    isDragging = opposite !== null
    area.value?.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent): void => {
    const place = placeOf(event)
    pointer.value = place
    if (fromX === null) {
      isAtEdge.value = oppositeEdge(place.x) !== null
      return
    }
    if (Math.abs(place.x - fromX) >= MIN_SELECTION_PX) isDragging = true
    if (isDragging) selection.value = orderedRange(fixedS, timeAtX(view.value, place.x))
  }
  const up = (event: PointerEvent): void => {
    if (fromX === null) return
    const { x } = placeOf(event)
    if (!isDragging) player.seek(timeAtX(view.value, x))
    else if (selection.value) player.seek(selection.value.startS)
    fromX = null
    isDragging = false
  }
  const cancel = (): void => {
    fromX = null
    isDragging = false
  }
  const leave = (): void => {
    if (fromX === null) pointer.value = null
  }
  const wheel = (event: WheelEvent): void => {
    if (view.value.durationS === 0) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      player.zoomBy(-event.deltaY / WHEEL_STEP, placeOf(event).x)
      return
    }
    const by = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY
    const isZoomed = view.value.durationS * view.value.pxPerS > view.value.widthPx + 1
    if (!isZoomed) return
    event.preventDefault()
    player.scrollTo(view.value.startS * view.value.pxPerS + by)
  }
  onBeforeUnmount(() => {
    pointer.value = null
  })
  return {
    pointer,
    isAtEdge,
    handlers: {
      pointerdown: down,
      pointermove: move,
      pointerup: up,
      pointercancel: cancel,
      pointerleave: leave,
      wheel
    }
  }
}
