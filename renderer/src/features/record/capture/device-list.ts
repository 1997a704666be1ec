/** A microphone that can be chosen. */
export interface InputDevice {
  readonly id: string
  readonly label: string
}

/** The microphones of this computer; without a permission they have no names, and are not listed. */
export const listInputs = async (): Promise<InputDevice[]> => {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, label }))
}

/**
 * The device to open: the remembered one; under its name where the id is another one (the ids of a browser change
 * when its data are cleared); null, the system's own choice, where none was chosen.
 */
export const deviceToOpen = (
  devices: readonly InputDevice[],
  remembered: InputDevice | undefined
): string | null => {
  if (remembered === undefined) return null
  const byId = devices.find(({ id }) => id === remembered.id)
  const byLabel = devices.find(({ label }) => label !== '' && label === remembered.label)
  return (byId ?? byLabel)?.id ?? remembered.id
}
