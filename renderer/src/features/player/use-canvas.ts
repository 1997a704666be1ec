import { onBeforeUnmount, shallowRef, watch, type Ref, type WatchSource } from 'vue'
import { useResizeObserver } from '@vueuse/core'

export interface CanvasSize {
  readonly width: number
  readonly height: number
}

/**
 * Keeps a canvas as sharp as the screen and draws it at most once a frame when its size or a source changes.
 * `draw` gets CSS pixels.
 */
export const useCanvas = (
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  sources: WatchSource[],
  draw: (context: CanvasRenderingContext2D, size: CanvasSize) => void
): { readonly size: Readonly<Ref<CanvasSize>> } => {
  const size = shallowRef<CanvasSize>({ width: 0, height: 0 })
  let frame = 0

  const paint = (): void => {
    frame = 0
    const element = canvas.value
    const context = element?.getContext('2d')
    const { width, height } = size.value
    if (!element || !context || width === 0 || height === 0) return
    const ratio = window.devicePixelRatio || 1
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (element.width !== wide) element.width = wide
    if (element.height !== high) element.height = high
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    draw(context, size.value)
  }
  const request = (): void => {
    if (frame === 0) frame = requestAnimationFrame(paint)
  }

  useResizeObserver(canvas, entries => {
    const box = entries[0]?.contentRect
    if (!box) return
    size.value = { width: box.width, height: box.height }
    request()
  })
  watch(sources, request)
  onBeforeUnmount(() => cancelAnimationFrame(frame))
  return { size }
}
