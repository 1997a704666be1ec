import { useEventListener } from '@vueuse/core'
import { isDialogOpen } from '../components/keyboard.ts'
import { useCommandStore } from '../stores/commands.ts'

/** Lets the commands rest while a dialog is open. A dialog takes the focus when it opens and gives it back. */
export const useDialogWatch = (): void => {
  const commands = useCommandStore()
  const look = (): void => {
    commands.isBlocked = isDialogOpen()
  }
  // After the event: the dialog that closes loses the focus before it begins to leave.
  const lookSoon = (): void => void setTimeout(look)
  useEventListener(window, 'focusin', lookSoon)
  useEventListener(window, 'focusout', lookSoon)
  // A click or a key that closes a dialog without moving the focus.
  useEventListener(window, 'click', lookSoon)
  useEventListener(window, 'keyup', lookSoon)
}
