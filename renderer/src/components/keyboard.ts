const TYPING = new Set(['INPUT', 'TEXTAREA', 'SELECT'])

/** True where a key press belongs to a text field or an open dialog, not to the page. */
export const isTyping = (event: KeyboardEvent): boolean => {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio'))
    return false
  return TYPING.has(target.tagName)
}

// One that fades away no longer takes keys: the page has them back at once.
const OPEN_DIALOG = '[role="dialog"][aria-modal="true"]:not([class*="-leave-"])'

/** True while a dialog is open: the keys of the page below it rest. */
export const isDialogOpen = (): boolean => document.querySelector(OPEN_DIALOG) !== null

/** True when the key comes with Ctrl, Alt or Meta: those belong to the browser and the system. */
export const hasModifier = (event: KeyboardEvent): boolean => event.ctrlKey || event.altKey || event.metaKey
