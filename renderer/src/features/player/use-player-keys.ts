import { useEventListener } from '@vueuse/core'
import { hasModifier, isDialogOpen, isTyping } from '../../components/keyboard.ts'
import type { Player } from './player-context.ts'

const OWN_ARROWS = '[role=slider],[role=tab],[role=separator],[role=menu],[role=listbox],[role=spinbutton]'
const OWN_SPACE =
  'button,a,summary,label,[role=button],[role=checkbox],[role=switch],[role=option],[tabindex="0"][role=row]'

const isWithin = (event: KeyboardEvent, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null

/** What a key does in the player; null where it is not one of its keys. */
export const playerAction = (
  event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>,
  player: Pick<
    Player,
    | 'playPause'
    | 'toggleLoop'
    | 'toNextHotSpot'
    | 'toggleSide'
    | 'zoomBy'
    | 'zoomToAll'
    | 'seek'
    | 'timeS'
    | 'side'
  >
): (() => unknown) | null => {
  const step = event.shiftKey ? 0.1 : 1
  // Shift with a letter belongs to the pages (labels).
  if (event.shiftKey && /^[a-z]$/i.test(event.key)) return null
  switch (event.key.toLowerCase()) {
    case ' ':
      return player.playPause
    case 'arrowleft':
      return () => player.seek(player.timeS.value - step)
    case 'arrowright':
      return () => player.seek(player.timeS.value + step)
    case 'l':
      return player.toggleLoop
    case 'n':
      return player.toNextHotSpot
    case 'a':
      return () => (player.side.value === 'b' ? player.toggleSide() : undefined)
    case 'b':
      return player.toggleSide
    case '+':
    case '=':
      return () => player.zoomBy(1)
    case '-':
    case '_':
      return () => player.zoomBy(-1)
    case '0':
      return player.zoomToAll
    default:
      return null
  }
}

/** Listens to the player's keys wherever the focus is, except in fields, menus and dialogs. */
export const usePlayerKeys = (player: Player): void => {
  const isElsewhere = (event: KeyboardEvent): boolean =>
    event.defaultPrevented || isTyping(event) || hasModifier(event) || isDialogOpen()

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (isElsewhere(event) || player.first.value === null) return
    if (event.key.startsWith('Arrow') && isWithin(event, OWN_ARROWS)) return
    if (event.key === ' ' && isWithin(event, OWN_SPACE)) return
    const action = playerAction(event, player)
    if (action === null) return
    event.preventDefault()
    action()
  })
  // First of all listeners: Escape takes the selection away before it closes the player.
  useEventListener(
    window,
    'keydown',
    (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isElsewhere(event) || player.selection.value === null) return
      event.preventDefault()
      player.selection.value = null
    },
    { capture: true }
  )
}
