import { ref, type Ref } from 'vue'
import { useEventListener } from '@vueuse/core'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

/** Takes files that are dropped anywhere on the page; true while some are held over it. */
export const useFileDrop = (take: (transfer: DataTransfer) => void): Ref<boolean> => {
  const isOver = ref(false)
  /** Enter and leave events come for every element on the way: over is over while more came in than went. */
  let depth = 0
  useEventListener(window, 'dragenter', event => {
    if (!hasFiles(event)) return
    depth++
    isOver.value = true
  })
  useEventListener(window, 'dragleave', event => {
    if (!hasFiles(event)) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) isOver.value = false
  })
  useEventListener(window, 'dragover', event => {
    if (hasFiles(event)) event.preventDefault()
  })
  useEventListener(window, 'drop', event => {
    if (event.dataTransfer === null || !hasFiles(event)) return
    event.preventDefault()
    depth = 0
    isOver.value = false
    take(event.dataTransfer)
  })
  return isOver
}
