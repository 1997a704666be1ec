import { useEventListener } from '@vueuse/core'
import { hasModifier, isDialogOpen, isTyping } from '../../components/keyboard.ts'

/** R begins and ends a recording, wherever the focus is on the page. */
export const useRecordKeys = (toggle: () => void): void => {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'r' || event.repeat || event.shiftKey) return
    if (event.defaultPrevented || hasModifier(event) || isTyping(event) || isDialogOpen()) return
    event.preventDefault()
    toggle()
  })
}
