import { useEventListener } from '@vueuse/core'
import type { Label } from '../../../../electron/contract/common.ts'
import { hasModifier, isDialogOpen, isTyping } from '../../components/keyboard.ts'

export interface RecordingActions {
  move(by: number): void
  toggle(): void
  label(label: Label): void
  close(): void
}

const LABEL_KEYS: Readonly<Record<string, Label>> = { N: 'normal', A: 'anomalous', U: 'unknown' }
const MOVES: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -15, PageDown: 15 }
const HAS_OWN_ARROWS =
  '[role=slider],[role=separator],[role=menu],[role=listbox],[role=spinbutton],[role=combobox],.n-base-selection'

/** Keys of the recordings page, wherever the focus is on it: arrows, X, Shift with N, A or U, Escape. */
export const useRecordingKeys = (actions: RecordingActions): void => {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || hasModifier(event) || isTyping(event) || isDialogOpen()) return
    const by = MOVES[event.key]
    const label = event.shiftKey ? LABEL_KEYS[event.key] : undefined
    if (by !== undefined) {
      if (event.target instanceof Element && event.target.closest(HAS_OWN_ARROWS) !== null) return
      actions.move(by)
    } else if (label !== undefined) actions.label(label)
    else if (event.key === 'x') actions.toggle()
    else if (event.key === 'Escape') {
      // The player takes Escape first where it has a selection to give up.
      setTimeout(() => {
        if (!event.defaultPrevented) actions.close()
      })
      return
    } else return
    event.preventDefault()
    event.stopImmediatePropagation()
  })
}
