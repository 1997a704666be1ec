/** macOS has its own key for commands. */
export const isMac = (): boolean => navigator.platform.startsWith('Mac')

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** A key press in the notation of the command table ("CmdOrCtrl+Shift+O"); the other command key gives null. */
export const acceleratorOf = (press: Press, onMac: boolean): string | null => {
  const [command, other] = onMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  if (other) return null
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key
  return [command ? 'CmdOrCtrl' : '', press.altKey ? 'Alt' : '', press.shiftKey ? 'Shift' : '', key]
    .filter(part => part !== '')
    .join('+')
}

/** The keys of an accelerator as they are written on the keyboard, for the list of keys. */
export const acceleratorKeys = (accelerator: string, onMac: boolean): readonly string[] =>
  accelerator.split('+').map(key => (key === 'CmdOrCtrl' ? (onMac ? '⌘' : 'Ctrl') : key))
